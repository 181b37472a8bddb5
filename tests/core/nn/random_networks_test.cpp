// Whole networks that nobody thought of, on every table of kernels against the plain loops:
// outputs, loss, statistics, and the gradients of the input and of every parameter.
//
// `--networks=500` runs more of them, `--network-seed=N` begins with another one.

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/random.h"
#include "nn/layers.h"
#include "nn/network.h"
#include "support/kernel_compare.h"
#include "support/measure.h"
#include "support/random_network.h"
#include "support/shaken_kernels.h"
#include "train/trainer_spec.h"

namespace receptive::testing::random_networks_test {

namespace {

constexpr double output_tolerance = 1e-5;
constexpr double gradient_tolerance = 1e-4;

/// What one pass over a batch makes.
struct Passed {
  std::vector<float> scores;
  std::vector<float> answers;
  double loss = 0.0;
  std::vector<float> input_gradient;
  std::map<std::string, std::vector<float>> gradients;   ///< of each parameter
  std::map<std::string, std::vector<float>> statistics;  ///< as the pass left them
};

/// The largest difference of a tensor, in shares of what is allowed.
struct Difference {
  double share = 0.0;
  std::string where;
};

std::vector<float> values_of(std::span<const float> values) {
  return {values.begin(), values.end()};
}

double largest_of(const std::vector<float>& values) {
  double largest = 0.0;
  for (const float value : values) {
    largest = std::max(largest, std::abs(static_cast<double>(value)));
  }
  return largest;
}

/// A network, and what it is fed with.
class Case {
 public:
  explicit Case(std::uint64_t seed)
      : drawn_(random_network(seed)), spec_(parse_trainer_spec(drawn_.json)), seed_(seed) {}

  [[nodiscard]] const RandomNetwork& drawn() const { return drawn_; }
  [[nodiscard]] std::set<std::string> types() const {
    std::set<std::string> types;
    for (const LayerSpec& layer : spec_.model.layers) types.insert(layer.type);
    return types;
  }

  /// Whether the plain loops themselves stay within a quarter of what is allowed when their results
  /// are moved by roundings, so many times: else two right answers may be far apart.
  [[nodiscard]] bool withstands(std::uint64_t shakes) const {
    for (std::uint64_t shake = 1; shake <= shakes; ++shake) {
      if (worst(pass(shaken_kernels(shake))).share >= 0.25) return false;
    }
    return true;
  }

  /// Draws inputs, weights and labels, anew where they do not withstand two shakes.
  /// @return how many draws it took; 0: none of many was good
  int settle() {
    constexpr int most = 12;
    for (int draw = 1; draw <= most; ++draw) {
      chance_ = Random(seed_, static_cast<std::uint64_t>(draw)).next();
      expected_ = pass(reference_kernels());
      if (std::isfinite(expected_.loss) && withstands(2)) return draw;
    }
    return 0;
  }

  [[nodiscard]] const Passed& expected() const { return expected_; }

  [[nodiscard]] Passed pass(const Kernels& kernels) const {
    Network network(spec_.model, spec_.loss, kernels);
    network.start(chance_);
    Random random(chance_, 1);
    for (const ParameterName& name : parameter_names(network.graph())) {
      const bool spread = name.info->name == "movingVariance";
      const bool small = name.info->role != ParameterRole::weight;
      for (float& value :
           network.parameters().views()[static_cast<std::size_t>(name.index)].values()) {
        // Weights have the size that their layer starts them with; all else would start with 0
        // or 1.
        if (small) value += spread ? random.uniform(-0.4F, 0.4F) : random.uniform(-0.3F, 0.3F);
      }
    }
    clear_unconnected(network.graph(), network.parameters());
    Execution execution = network.make_execution(
        {.capacity = drawn_.batch, .gradients = true, .gradient_of_input = true});
    for (float& value : execution.inputs(drawn_.batch).values()) {
      value = drawn_.words > 0
                  ? static_cast<float>(random.below(static_cast<std::uint32_t>(drawn_.words)))
                  : random.uniform(-1.0F, 1.0F);
    }
    std::vector<ClassIndex> labels(static_cast<std::size_t>(drawn_.batch));
    for (ClassIndex& label : labels) {
      label = static_cast<ClassIndex>(random.below(static_cast<std::uint32_t>(network.outputs())));
    }
    return run(network, execution, ClassTargets{labels});
  }

  /// The largest difference in shares of what is allowed. Relative to the largest value of the same
  /// tensor; a gradient's at least to a tenth of the largest of all parameters', because one
  /// that is a sum of what cancels is nothing but rounding.
  [[nodiscard]] Difference worst(const Passed& actual) const {
    Difference most;
    const auto compare = [&](const std::string& where, const std::vector<float>& a,
                             const std::vector<float>& e, double tolerance, double least) {
      const double allowed = tolerance * std::max(largest_of(e), least);
      for (std::size_t i = 0; i < e.size(); ++i) {
        const double share =
            std::abs(static_cast<double>(a[i]) - static_cast<double>(e[i])) / allowed;
        if (share <= most.share) continue;
        most = {.share = share, .where = where};
        // Once it is NaN it stays so.
        if (std::isnan(share)) return;
      }
    };
    const auto outputs = [&](const std::string& where, const std::vector<float>& a,
                             const std::vector<float>& e) {
      compare(where, a, e, output_tolerance, 1e-2);
    };
    outputs("scores", actual.scores, expected_.scores);
    // Exponentials turn how far the scores may be off into shares.
    const double steep = std::max(1.0, largest_of(expected_.scores));
    compare("answers", actual.answers, expected_.answers, output_tolerance * steep, 1e-2);
    // And it is a difference of scores, in each example.
    compare("loss", {static_cast<float>(actual.loss)}, {static_cast<float>(expected_.loss)},
            output_tolerance, steep * drawn_.batch);
    double steepest = 1e-3;
    for (const auto& [name, gradient] : expected_.gradients) {
      steepest = std::max(steepest, largest_of(gradient));
    }
    const auto gradients = [&](const std::string& where, const std::vector<float>& a,
                               const std::vector<float>& e) {
      compare("gradient of " + where, a, e, std::max(gradient_tolerance, output_tolerance * steep),
              steepest / 10);
    };
    gradients("the input", actual.input_gradient, expected_.input_gradient);
    for (const auto& [name, gradient] : expected_.gradients) {
      gradients(name, actual.gradients.at(name), gradient);
    }
    for (const auto& [name, statistic] : expected_.statistics) {
      outputs(name, actual.statistics.at(name), statistic);
    }
    return most;
  }

 private:
  [[nodiscard]] Passed run(Network& network, Execution& execution, const Targets& targets) const {
    Passed passed;
    const Kernels& kernels = network.kernels();
    execution.forward(
        network.parameters(), drawn_.batch,
        {.mode = drawn_.training ? PassMode::training : PassMode::inference, .chance = chance_});
    const int node = network.scores_node();
    const ConstTensorView activation = execution.activation(node);
    const ConstTensorView scores{activation.data, {drawn_.batch, network.outputs(), 1, 1}};
    passed.scores = values_of(scores.values());
    passed.answers.resize(passed.scores.size());
    const TensorView answers{passed.answers.data(), scores.shape};
    passed.loss = network.loss().evaluate_weighted(kernels, scores, targets, answers).loss;
    ParameterSet gradients(network.graph());
    gradients.fill_zero();
    network.loss().backward(kernels, answers, targets, 1.0F / static_cast<float>(drawn_.batch),
                            execution.start_gradient(node));
    execution.backward(network.parameters(), node, &gradients);
    passed.input_gradient = values_of(execution.gradient(Graph::network_input).values());
    for (const ParameterName& name : parameter_names(network.graph())) {
      const auto index = static_cast<std::size_t>(name.index);
      passed.gradients[name.text] = values_of(gradients.views()[index].values());
      if (name.info->role == ParameterRole::statistic) {
        passed.statistics[name.text] = values_of(network.parameters().views()[index].values());
      }
    }
    return passed;
  }

  RandomNetwork drawn_;
  TrainerSpec spec_;
  std::uint64_t seed_;
  std::uint64_t chance_ = 0;
  Passed expected_;
};

/// The instruction sets that this binary was compiled for and this machine does not have.
std::string lacking() {
  std::set<std::string> compiled;
#if defined(RECEPTIVE_HAS_SSE2)
  compiled.insert("sse2");
#endif
#if defined(RECEPTIVE_HAS_AVX2)
  compiled.insert("avx2");
#endif
#if defined(RECEPTIVE_HAS_AVX512)
  compiled.insert("avx512");
#endif
  for (const Kernels* table : available_kernels()) compiled.erase(table->name);
  std::string text;
  for (const std::string& name : compiled) text += " " + name;
  return text.empty() ? " nothing" : text;
}

}  // namespace

TEST_CASE("random networks: every table of kernels agrees with the plain loops") {
  const std::uint64_t first = measure("network-seed", 0);
  const std::uint64_t count = measure("networks", 2 * layer_kinds().size());
  std::set<std::string> types;
  double worst = 0.0;
  double losses = 0.0;
  std::uint64_t drawn = 0xcbf29ce484222325U;  // FNV-1a of all that is drawn (Fowler, Noll and Vo)
  int redrawn = 0;
  int unsettled = 0;
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    Case test(seed);
    INFO("--networks=1 --network-seed=", seed, ", batch of ", test.drawn().batch,
         std::string(test.drawn().training ? ", training: " : ", answering: "), test.drawn().json);
    types.merge(test.types());
    for (const char letter : test.drawn().json) {
      drawn = (drawn ^ static_cast<std::uint8_t>(letter)) * 0x100000001b3U;
    }
    const int draws = test.settle();
    redrawn += draws > 1 ? 1 : 0;
    unsettled += draws == 0 ? 1 : 0;
    if (draws == 0) {
      MESSAGE("not compared, at a kink or too steep for float32: " << test.drawn().json);
      continue;
    }
    losses += test.expected().loss;
    for (const Kernels* table : fast_tables()) {
      INFO(std::string(table->name));
      const Difference difference = test.worst(test.pass(*table));
      INFO(difference.where);
      // One ReLU of twelve thousand at its kink is enough, and two shakes may not meet it.
      if (difference.share > 1.0 && !test.withstands(60)) {
        ++unsettled;
        MESSAGE("at a kink after all: " << test.drawn().json);
        break;
      }
      CHECK(difference.share <= 1.0);
      worst = std::max(worst, difference.share);
    }
  }
  MESSAGE(count << " networks in " << fast_tables().size() << " tables, largest difference "
                << worst << " of what is allowed, sum of losses " << losses << ", drawn " << drawn
                << "; other numbers for " << redrawn << ", none for " << unsettled
                << "; this machine lacks" << lacking());
  CHECK(worst > 0.0);
  CHECK(static_cast<std::uint64_t>(unsettled) * 20 <= count);
  if (count >= layer_kinds().size()) {
    for (const LayerKind* kind : layer_kinds()) {
      INFO(std::string(kind->declaration.name));
      CHECK(types.contains(kind->declaration.name));
    }
  }
}

}  // namespace receptive::testing::random_networks_test
