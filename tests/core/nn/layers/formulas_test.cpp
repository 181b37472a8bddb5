// Each formula that the page shows (web/client/words/layers.ts) as a plain line of code, and what
// the layer makes of the same numbers. That the formulas here are the page's is checked by
// tests/web/client/layer-formulas.test.ts.

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "nn/layers.h"
#include "support/network.h"

namespace receptive::formulas_test {

namespace {

using receptive::Shape;
using receptive::testing::BareNetwork;
using Floats = std::vector<float>;

/// One layer at work: what it read, its parameters and what it gave.
struct Work {
  Shape in;
  Shape out;
  Floats read;
  std::vector<Floats> parameters;
  Floats given;

  [[nodiscard]] bool inside(int i, int j) const { return i >= 0 && i < in.h && j >= 0 && j < in.w; }
  /// Outside of the map 0.
  [[nodiscard]] double x(int c, int i, int j) const {
    if (!inside(i, j)) return 0.0;
    return read[static_cast<std::size_t>((c * in.h + i) * in.w + j)];
  }
  [[nodiscard]] double x(int place) const { return read[static_cast<std::size_t>(place)]; }
  [[nodiscard]] double w(int place) const { return parameters[0][static_cast<std::size_t>(place)]; }
  [[nodiscard]] double bias(int place) const { return p(1, place); }
  [[nodiscard]] double p(std::size_t parameter, int place) const {
    return parameters[parameter][static_cast<std::size_t>(place)];
  }
  [[nodiscard]] double y(int c, int i, int j) const {
    return given[static_cast<std::size_t>((c * out.h + i) * out.w + j)];
  }
  [[nodiscard]] int values() const { return static_cast<int>(read.size()); }
};

/// The sum of `of(c, i, j)` over maps, rows and columns.
double sum(int maps, int rows, int cols, const std::function<double(int, int, int)>& of) {
  double total = 0;
  for (int c = 0; c < maps; ++c) {
    for (int i = 0; i < rows; ++i) {
      for (int j = 0; j < cols; ++j) total += of(c, i, j);
    }
  }
  return total;
}

double largest(int rows, int cols, const std::function<double(int, int)>& of) {
  double most = -HUGE_VAL;
  for (int i = 0; i < rows; ++i) {
    for (int j = 0; j < cols; ++j) most = std::max(most, of(i, j));
  }
  return most;
}

/// The mean of `of` over all maps around a place, weighted by a Gaussian window of 3x3 that ends
/// two deviations from its middle; only places of the map count.
double mean_around(const Work& at, int i, int j, const std::function<double(int, int, int)>& of) {
  double total = 0;
  double cover = 0;
  for (int u = -1; u <= 1; ++u) {
    for (int v = -1; v <= 1; ++v) {
      if (!at.inside(i + u, j + v)) continue;
      const double g = std::exp(-(u * u + v * v) / (2 * 0.75 * 0.75));
      cover += g;
      for (int c = 0; c < at.in.c; ++c) total += g * of(c, i + u, j + v) / at.in.c;
    }
  }
  return total / cover;
}

double without_mean(const Work& at, int c, int i, int j) {
  return at.x(c, i, j) - mean_around(at, i, j, [&](int d, int k, int l) { return at.x(d, k, l); });
}

double spread_around(const Work& at, int i, int j) {
  return std::sqrt(mean_around(at, i, j, [&](int d, int k, int l) {
    return without_mean(at, d, k, l) * without_mean(at, d, k, l);
  }));
}

/// Of a recurrentConv2d of two maps from two, with filters of 3x3, after `t` steps.
double state(const Work& at, int t, int f, int i, int j) {
  const auto filter = [&](int c, int u, int v) { return ((f * 2 + c) * 3 + u) * 3 + v; };
  double sums = at.bias(f) + sum(2, 3, 3, [&](int c, int u, int v) {
                  return at.x(c, i + u - 1, j + v - 1) * at.w(filter(c, u, v));
                });
  if (t > 0) {
    sums += sum(2, 3, 3, [&](int c, int u, int v) {
      if (!at.inside(i + u - 1, j + v - 1)) return 0.0;
      return state(at, t - 1, c, i + u - 1, j + v - 1) * at.p(2, filter(c, u, v));
    });
  }
  return std::max(0.0, sums);
}

struct Case {
  const char* type;
  const char* formula;
  const char* input;
  const char* arguments;
  /// y at map f, row i, column j.
  double (*y)(const Work& at, int f, int i, int j);
};

const Case cases[] = {
    {"conv2d", R"(y[f, i, j] = bias[f] + Σ x[c, i·s + u·d − p, j·s + v·d − p] · w[f, c, u, v])",
     "[2, 8, 7]",
     R"("filters": 3, "kernelSize": [3, 2], "strides": 2, "dilationRate": 2, "padding": 1)",
     [](const Work& at, int f, int i, int j) {
       return at.bias(f) + sum(2, 3, 2, [&](int c, int u, int v) {
                return at.x(c, i * 2 + u * 2 - 1, j * 2 + v * 2 - 1) *
                       at.w(((f * 2 + c) * 3 + u) * 2 + v);
              });
     }},
    {"conv1d", R"(y[f, i] = bias[f] + Σ x[c, i·s + u·d − p] · w[f, c, u])", "[3, 1, 9]",
     R"("filters": 2, "kernelSize": 3, "dilationRate": 2, "padding": 1)",
     [](const Work& at, int f, int, int i) {
       return at.bias(f) + sum(3, 1, 3, [&](int c, int, int u) {
                return at.x(c, 0, i + u * 2 - 1) * at.w((f * 3 + c) * 3 + u);
              });
     }},
    {"depthwiseConv2d", R"(y[c, i, j] = bias[c] + Σ x[c, i·s + u, j·s + v] · w[c, u, v])",
     "[3, 6, 5]", R"("kernelSize": 2, "strides": 2)",
     [](const Work& at, int c, int i, int j) {
       return at.bias(c) + sum(1, 2, 2, [&](int, int u, int v) {
                return at.x(c, i * 2 + u, j * 2 + v) * at.w((c * 2 + u) * 2 + v);
              });
     }},
    {"conv2dTranspose",
     R"(y[f, i·s + u − p, j·s + v − p] = bias[f] + Σ x[c, i, j] · w[c, f, u, v])", "[2, 3, 3]",
     R"("filters": 2, "kernelSize": 4, "strides": 2, "padding": "same")",
     [](const Work& at, int f, int row, int col) {
       double y = at.bias(f);
       for (int u = 0; u < 4; ++u) {
         for (int v = 0; v < 4; ++v) {
           y += sum(2, 3, 3, [&](int c, int i, int j) {
             const bool here = i * 2 + u - 1 == row && j * 2 + v - 1 == col;
             return here ? at.x(c, i, j) * at.w(((c * 2 + f) * 4 + u) * 4 + v) : 0.0;
           });
         }
       }
       return y;
     }},
    {"locallyConnected2d",
     R"(y[f, i, j] = bias[f, i, j] + Σ x[c, i·s + u, j·s + v] · w[i, j, f, c, u, v])", "[2, 4, 5]",
     R"("filters": 3, "kernelSize": 2)",
     [](const Work& at, int f, int i, int j) {
       return at.bias((f * 3 + i) * 4 + j) + sum(2, 2, 2, [&](int c, int u, int v) {
                return at.x(c, i + u, j + v) *
                       at.w(((((i * 4 + j) * 3 + f) * 2 + c) * 2 + u) * 2 + v);
              });
     }},
    {"recurrentConv2d",
     R"(h(0) = relu(u), h(t) = relu(u + w ∗ h(t − 1)), where u is the convolution of what it reads)",
     "[2, 4, 3]", R"("filters": 2, "kernelSize": 3, "steps": 2)",
     [](const Work& at, int f, int i, int j) { return state(at, 2, f, i, j); }},
    {"dense", R"(y[k] = bias[k] + Σ x[i] · w[k, i])", "[2, 2, 2]", R"("units": 3)",
     [](const Work& at, int k, int, int) {
       return at.bias(k) + sum(1, 1, 8, [&](int, int, int i) { return at.x(i) * at.w(k * 8 + i); });
     }},
    {"radialBasis", R"(y[k] = −Σ (x[i] − w[k, i])²)", "[2, 2, 2]", R"("units": 3)",
     [](const Work& at, int k, int, int) {
       return -sum(1, 1, 8,
                   [&](int, int, int i) { return std::pow(at.x(i) - at.w(k * 8 + i), 2); });
     }},
    {"embedding", R"(y[:, i] = w[x[i], :])", "[1, 1, 4]", R"("inputDim": 5, "outputDim": 3)",
     [](const Work& at, int d, int, int i) { return at.w(static_cast<int>(at.x(i)) * 3 + d); }},
    {"maxPooling2d", R"(y[c, i, j] = max x[c, i·s + u, j·s + v])", "[2, 7, 7]",
     R"("poolSize": 3, "strides": 2)",
     [](const Work& at, int c, int i, int j) {
       return largest(3, 3, [&](int u, int v) { return at.x(c, i * 2 + u, j * 2 + v); });
     }},
    {"averagePooling2d", R"(y[c, i, j] = mean x[c, i·s + u, j·s + v])", "[2, 7, 7]",
     R"("poolSize": 3, "strides": 2)",
     [](const Work& at, int c, int i, int j) {
       return sum(1, 3, 3, [&](int, int u, int v) { return at.x(c, i * 2 + u, j * 2 + v); }) / 9;
     }},
    {"l2Pooling2d", R"(y[c, i, j] = √ Σ x[c, i·s + u, j·s + v]²)", "[2, 7, 7]",
     R"("poolSize": 3, "strides": 2)",
     [](const Work& at, int c, int i, int j) {
       return std::sqrt(sum(
           1, 3, 3, [&](int, int u, int v) { return std::pow(at.x(c, i * 2 + u, j * 2 + v), 2); }));
     }},
    {"blurPooling2d",
     R"(y[c, i, j] = Σ x[c, i·s + u − p, j·s + v − p] · blur[u, v] / Σ blur[u, v])", "[2, 5, 5]",
     R"("poolSize": 3, "strides": 2)",
     [](const Work& at, int c, int i, int j) {
       const auto blur = [&](int u, int v) {
         return at.inside(i * 2 + u - 1, j * 2 + v - 1) ? (1 + u % 2) * (1.0 + v % 2) : 0.0;
       };
       return sum(1, 3, 3,
                  [&](int, int u, int v) {
                    return at.x(c, i * 2 + u - 1, j * 2 + v - 1) * blur(u, v);
                  }) /
              sum(1, 3, 3, [&](int, int u, int v) { return blur(u, v); });
     }},
    {"subsampling2d", R"(y[c, i, j] = w[c] · Σ x[c, 2i + u, 2j + v] + bias[c])", "[2, 4, 6]", "",
     [](const Work& at, int c, int i, int j) {
       return at.w(c) *
                  sum(1, 2, 2, [&](int, int u, int v) { return at.x(c, 2 * i + u, 2 * j + v); }) +
              at.bias(c);
     }},
    {"globalAveragePooling2d", R"(y[c] = mean over i, j of x[c, i, j])", "[3, 2, 4]", "",
     [](const Work& at, int c, int, int) {
       return sum(1, 2, 4, [&](int, int i, int j) { return at.x(c, i, j); }) / 8;
     }},
    {"globalMaxPooling2d", R"(y[c] = max over i, j of x[c, i, j])", "[3, 2, 4]", "",
     [](const Work& at, int c, int, int) {
       return largest(2, 4, [&](int i, int j) { return at.x(c, i, j); });
     }},
    {"globalMaxPooling1d", R"(y[c] = max over i of x[c, i])", "[3, 1, 6]", "",
     [](const Work& at, int c, int, int) {
       return largest(1, 6, [&](int, int i) { return at.x(c, 0, i); });
     }},
    {"relu", R"(y = max(0, x))", "[2, 3, 4]", "",
     [](const Work& at, int c, int i, int j) { return std::max(0.0, at.x(c, i, j)); }},
    {"leakyRelu", R"(y = x for x > 0, else α · x)", "[2, 3, 4]", R"("negativeSlope": 0.125)",
     [](const Work& at, int c, int i, int j) {
       const double x = at.x(c, i, j);
       return x > 0 ? x : 0.125 * x;
     }},
    {"elu", R"(y = x for x > 0, else α · (eˣ − 1))", "[2, 3, 4]", R"("alpha": 0.5)",
     [](const Work& at, int c, int i, int j) {
       const double x = at.x(c, i, j);
       return x > 0 ? x : 0.5 * (std::exp(x) - 1);
     }},
    {"sigmoid", R"(y = 1 / (1 + e⁻ˣ))", "[2, 3, 4]", "",
     [](const Work& at, int c, int i, int j) { return 1 / (1 + std::exp(-at.x(c, i, j))); }},
    {"tanh", R"(y = (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ))", "[2, 3, 4]", "",
     [](const Work& at, int c, int i, int j) {
       const double x = at.x(c, i, j);
       return (std::exp(x) - std::exp(-x)) / (std::exp(x) + std::exp(-x));
     }},
    {"scaledTanh", R"(y = 1.7159 · tanh(2x / 3))", "[2, 3, 4]", "",
     [](const Work& at, int c, int i, int j) { return 1.7159 * std::tanh(2 * at.x(c, i, j) / 3); }},
    {"abs", R"(y = |x|)", "[2, 3, 4]", "",
     [](const Work& at, int c, int i, int j) { return std::abs(at.x(c, i, j)); }},
    {"softmax", R"(y[k] = e^x[k] / Σ e^x[j])", "[6, 1, 1]", "",
     [](const Work& at, int k, int, int) {
       return std::exp(at.x(k)) / sum(1, 1, 6, [&](int, int, int j) { return std::exp(at.x(j)); });
     }},
    {"batchNormalization", R"(y = γ · (x − mean) / √(variance + ε) + β)", "[3, 2, 3]",
     R"("epsilon": 0.25)",
     [](const Work& at, int c, int i, int j) {
       return at.p(0, c) * (at.x(c, i, j) - at.p(2, c)) / std::sqrt(at.p(3, c) + 0.25) + at.p(1, c);
     }},
    {"groupNormalization", R"(y = γ · (x − mean of group) / √(variance of group + ε) + β)",
     "[6, 2, 3]", R"("groups": 2, "epsilon": 0.25)",
     [](const Work& at, int c, int i, int j) {
       const int first = c / 3 * 3;
       const auto of = [&](int map, int row, int col) { return at.x(first + map, row, col); };
       const double mean = sum(3, 2, 3, of) / 18;
       const double variance =
           sum(3, 2, 3,
               [&](int map, int row, int col) { return std::pow(of(map, row, col) - mean, 2); }) /
           18;
       return at.p(0, c) * (at.x(c, i, j) - mean) / std::sqrt(variance + 0.25) + at.p(1, c);
     }},
    {"localResponseNormalization", R"(y[c] = x[c] / (k + α · Σ x[c′]²)^β)", "[5, 2, 2]",
     R"("depthRadius": 1, "bias": 2, "alpha": 0.5, "beta": 0.75)",
     [](const Work& at, int c, int i, int j) {
       double squares = 0;
       for (int d = std::max(0, c - 1); d <= std::min(4, c + 1); ++d) {
         squares += std::pow(at.x(d, i, j), 2);
       }
       return at.x(c, i, j) / std::pow(2 + 0.5 * squares, 0.75);
     }},
    {"localContrastNormalization",
     R"(v = x − mean around x; y = v / max(spread around v, its mean))", "[2, 4, 5]",
     R"("kernelSize": 3)",
     [](const Work& at, int c, int i, int j) {
       const double mean_spread =
           sum(1, 4, 5, [&](int, int k, int l) { return spread_around(at, k, l); }) / 20;
       return without_mean(at, c, i, j) / std::max(spread_around(at, i, j), mean_spread);
     }},
    {"rescaling", R"(y = scale · x + offset)", "[2, 2, 3]", R"("scale": 0.5, "offset": -0.25)",
     [](const Work& at, int c, int i, int j) { return 0.5 * at.x(c, i, j) - 0.25; }},
    {"dropout", R"(y = x · mask / (1 − rate), mask 0 with the chance rate)", "[4, 6, 6]",
     R"("rate": 0.25)",
     [](const Work& at, int c, int i, int j) {
       const double mask = at.y(c, i, j) == 0 ? 0 : 1;
       return at.x(c, i, j) * mask / (1 - 0.25);
     }},
    {"spatialDropout2d", R"(y[c] = x[c] · mask[c] / (1 − rate))", "[40, 2, 2]", R"("rate": 0.25)",
     [](const Work& at, int c, int i, int j) {
       const double mask = at.y(c, 0, 0) == 0 ? 0 : 1;
       return at.x(c, i, j) * mask / (1 - 0.25);
     }},
    // The second input is the first one's abs.
    {"add", R"(y = x₁ + x₂)", "[2, 3, 3]", R"("inputs": ["input", "other"])",
     [](const Work& at, int c, int i, int j) { return at.x(c, i, j) + std::abs(at.x(c, i, j)); }},
    {"concatenate", R"(y = [x₁, x₂, …])", "[2, 3, 3]", R"("inputs": ["input", "other"])",
     [](const Work& at, int c, int i, int j) {
       return c < 2 ? at.x(c, i, j) : std::abs(at.x(c - 2, i, j));
     }},
    {"flatten", R"(y[(c · height + i) · width + j] = x[c, i, j])", "[2, 3, 4]", "",
     [](const Work& at, int n, int, int) { return at.x(n / 12, n / 4 % 3, n % 4); }},
    {"reshape", R"(y[n] = x[n])", "[2, 3, 4]", R"("targetShape": [4, 6, 1])",
     [](const Work& at, int c, int i, int) { return at.x(c * 6 + i); }},
    {"zeroPadding2d", R"(y[c, i + top, j + left] = x[c, i, j], elsewhere 0)", "[2, 3, 3]",
     R"("padding": [2, 1, 0, 1])",
     [](const Work& at, int c, int i, int j) { return at.x(c, i - 2, j); }},
};

/// Numbers between -1.2 and 1.2 without a pattern; for an embedding, rows.
float number(std::size_t i, bool whole) {
  if (whole) return static_cast<float>((i * 3 + 2) % 5);
  return static_cast<float>(1.2 * std::sin(1.7 * static_cast<double>(i) + 0.4));
}

Work work_of(const Case& one) {
  const std::string type = one.type;
  const bool joins = std::string(one.arguments).find("inputs") != std::string::npos;
  const std::string arguments = *one.arguments == 0 ? "" : std::string(", ") + one.arguments;
  const std::string other = R"({"type": "abs", "name": "other"}, )";
  BareNetwork network(
      one.input, "[" + (joins ? other : "") + R"({"type": ")" + type + '"' + arguments + "}]", 1);
  Work work{.in = network.graph.input(),
            .out = network.graph.output().output,
            .read = {},
            .parameters = {},
            .given = {}};
  for (std::size_t i = 0; i < work.in.example_count(); ++i) {
    work.read.push_back(number(i, type == "embedding"));
  }
  network.set_picture(work.read);
  const std::vector<receptive::ParameterName> names = receptive::parameter_names(network.graph);
  for (std::size_t k = 0; k < names.size(); ++k) {
    Floats values;
    const bool positive = names[k].info->name == "movingVariance";
    for (std::size_t i = 0; i < network.parameters.views()[k].count(); ++i) {
      const float value = number(i + 5 * k + 3, false);
      values.push_back(positive ? std::abs(value) : value);
    }
    network.set_parameter(k, values);
    work.parameters.push_back(values);
  }
  const bool drops = network.graph.output().layer->changeable_setting() != nullptr;
  work.given = network.forward(drops, 5);
  return work;
}

}  // namespace

TEST_CASE("each formula of the layer words is what the layer computes") {
  for (const Case& one : cases) {
    CAPTURE(one.type);
    CAPTURE(one.formula);
    const Work work = work_of(one);
    for (int c = 0; c < work.out.c; ++c) {
      for (int i = 0; i < work.out.h; ++i) {
        for (int j = 0; j < work.out.w; ++j) {
          CAPTURE(c);
          CAPTURE(i);
          CAPTURE(j);
          const double expected = one.y(work, c, i, j);
          REQUIRE(std::abs(work.y(c, i, j) - expected) <= 1e-5 * (1 + std::abs(expected)));
        }
      }
    }
  }
}

TEST_CASE("dropout drops some values and not others, so that its formula says something") {
  for (const Case& one : cases) {
    if (std::string(one.type).find("ropout") == std::string::npos) continue;
    CAPTURE(one.type);
    const Work work = work_of(one);
    const auto zeros = std::ranges::count(work.given, 0.0F);
    CHECK(zeros > 0);
    CHECK(static_cast<std::size_t>(zeros) < work.given.size() / 2);
  }
}

TEST_CASE("there is a formula for every layer") {
  std::set<std::string> types;
  for (const Case& one : cases) types.insert(one.type);
  for (const receptive::LayerKind* kind : receptive::layer_kinds()) {
    CAPTURE(kind->declaration.name);
    CHECK(types.contains(kind->declaration.name));
  }
}

}  // namespace receptive::formulas_test
