// Compiled for speed: runs for every picture or step.
#include "inspect/features/tsne.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "base/error.h"
#include "base/random.h"

namespace receptive {

namespace {

/// Sums are kept in so many parts, which the compiler puts into one register or two.
constexpr std::size_t lanes = 8;
using Lanes = std::array<float, lanes>;

/// Points that only fill up a row lie here: nobody feels them.
constexpr float far_away = 1e18F;

double sum_of(const Lanes& parts) {
  double sum = 0;
  for (const float part : parts) sum += static_cast<double>(part);
  return sum;
}

double squared_distance(const float* a, const float* b, std::size_t size) {
  Lanes parts{};
  std::size_t i = 0;
  for (; i + lanes <= size; i += lanes) {
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      const float difference = a[i + lane] - b[i + lane];
      parts[lane] += difference * difference;
    }
  }
  double sum = sum_of(parts);
  for (; i < size; ++i) {
    const auto difference = static_cast<double>(a[i] - b[i]);
    sum += difference * difference;
  }
  return sum;
}

/// What one point feels of all others.
struct Forces {
  double pull_x = 0;
  double pull_y = 0;
  double push_x = 0;
  double push_y = 0;
  double nearness = 0;  ///< sum of 1 / (1 + distance^2), the point itself included
};

Forces forces_on(const float* p, const float* x, const float* y, std::size_t self,
                 std::size_t pitch) {
  Lanes pull_x{};
  Lanes pull_y{};
  Lanes push_x{};
  Lanes push_y{};
  Lanes nearness{};
  const float here_x = x[self];
  const float here_y = y[self];
  for (std::size_t j = 0; j < pitch; j += lanes) {
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      const float dx = here_x - x[j + lane];
      const float dy = here_y - y[j + lane];
      const float near = 1.0F / (1.0F + dx * dx + dy * dy);
      const float pull = p[j + lane] * near;
      const float push = near * near;
      pull_x[lane] += pull * dx;
      pull_y[lane] += pull * dy;
      push_x[lane] += push * dx;
      push_y[lane] += push * dy;
      nearness[lane] += near;
    }
  }
  return {.pull_x = sum_of(pull_x),
          .pull_y = sum_of(pull_y),
          .push_x = sum_of(push_x),
          .push_y = sum_of(push_y),
          .nearness = sum_of(nearness)};
}

}  // namespace

Tsne::Tsne(ConstTensorView start, const Options& options)
    : options_(options),
      count_(start.shape.n),
      pitch_((static_cast<std::size_t>(count_) + lanes - 1) / lanes * lanes) {
  if (count_ < 4) {
    throw ArgumentError("t-SNE: expected at least 4 points, found " + std::to_string(count_));
  }
  const auto count = static_cast<std::size_t>(count_);
  p_.resize(count * pitch_);
  x_.resize(pitch_, far_away);
  y_.resize(pitch_, far_away);
  slope_.resize(2 * count);
  velocity_.resize(2 * count);
  gains_.resize(2 * count, 1.0F);
  double square = 0;
  for (const float value : start.values()) square += static_cast<double>(value * value);
  const double deviation = std::sqrt(square / static_cast<double>(2 * count));
  const auto scale = static_cast<float>(deviation > 0 ? 1e-4 / deviation : 0.0);
  Random random(options.seed);
  for (std::size_t i = 0; i < count; ++i) {
    const float* place = start.example(static_cast<int>(i));
    x_[i] = place[0] * scale + 1e-6F * random.normal();
    y_[i] = place[1] * scale + 1e-6F * random.normal();
  }
}

std::span<float> Tsne::affinities(int row) {
  return std::span(p_).subspan(static_cast<std::size_t>(row) * pitch_, pitch_);
}

void Tsne::find_distances(ConstTensorView points, int row, std::span<float> distances) const {
  const std::size_t size = points.shape.example_count();
  for (int j = 0; j < count_; ++j) {
    distances[static_cast<std::size_t>(j)] =
        static_cast<float>(squared_distance(points.example(row), points.example(j), size));
  }
}

/// Turns squared distances into probabilities of the wanted perplexity, by bisection of the
/// precision.
void Tsne::fit_row(std::span<float> row, int self) const {
  const auto count = static_cast<std::size_t>(count_);
  const auto own = static_cast<std::size_t>(self);
  const double wanted = std::log(std::min(options_.perplexity, (count_ - 1) / 3.0));
  double nearest = HUGE_VAL;
  double mean = 0;
  for (std::size_t j = 0; j < count; ++j) {
    if (j == own) continue;
    nearest = std::min(nearest, static_cast<double>(row[j]));
    mean += static_cast<double>(row[j]) / (count_ - 1);
  }
  double precision = mean > nearest ? 1 / (mean - nearest) : 1;
  double low = 0;
  double high = HUGE_VAL;
  double sum = 1;
  constexpr int most_tries = 60;
  for (int attempt = 0; attempt < most_tries; ++attempt) {
    sum = 0;
    double weighted = 0;
    for (std::size_t j = 0; j < count; ++j) {
      if (j == own) continue;
      const double off = static_cast<double>(row[j]) - nearest;
      const double weight = std::exp(-off * precision);
      sum += weight;
      weighted += weight * off;
    }
    // log perplexity = -sum p log p
    const double entropy = std::log(sum) + precision * weighted / sum;
    if (std::abs(entropy - wanted) < 1e-5) break;
    (entropy > wanted ? low : high) = precision;
    precision = high == HUGE_VAL ? precision * 2 : (low + high) / 2;
  }
  for (std::size_t j = 0; j < count; ++j) {
    const double off = static_cast<double>(row[j]) - nearest;
    row[j] = j == own ? 0.0F : static_cast<float>(std::exp(-off * precision) / sum);
  }
}

void Tsne::prepare(ConstTensorView points, int rows) {
  const int end = std::min(count_, prepared_ + rows);
  for (; prepared_ < end; ++prepared_) {
    find_distances(points, prepared_, affinities(prepared_));
    fit_row(affinities(prepared_), prepared_);
    if (prepared_ + 1 == count_) make_symmetric();
  }
}

void Tsne::make_symmetric() {
  const auto count = static_cast<std::size_t>(count_);
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t j = i + 1; j < count; ++j) {
      const float both =
          (p_[i * pitch_ + j] + p_[j * pitch_ + i]) / (2.0F * static_cast<float>(count_));
      p_[i * pitch_ + j] = both;
      p_[j * pitch_ + i] = both;
    }
  }
}

void Tsne::gradient(double exaggeration, TensorView to) {
  const auto count = static_cast<std::size_t>(count_);
  std::vector<Forces> forces(count);
  double sum = 0;
  for (std::size_t i = 0; i < count; ++i) {
    forces[i] = forces_on(p_.data() + i * pitch_, x_.data(), y_.data(), i, pitch_);
    sum += forces[i].nearness - 1;
  }
  for (std::size_t i = 0; i < count; ++i) {
    const Forces& force = forces[i];
    float* slope = to.example(static_cast<int>(i));
    slope[0] = static_cast<float>(4 * (exaggeration * force.pull_x - force.push_x / sum));
    slope[1] = static_cast<float>(4 * (exaggeration * force.pull_y - force.push_y / sum));
  }
}

void Tsne::step() {
  if (!ready()) throw ArgumentError("t-SNE: expected prepare() to the end before a step");
  const bool early = steps_ < options_.exaggerated_steps;
  const TensorView slope{slope_.data(), {count_, 2, 1, 1}};
  gradient(early ? options_.exaggeration : 1, slope);
  // N / exaggeration is a rate that neither stands still nor bursts (Belkina et al. 2019); their
  // gradient lacks the factor 4.
  const auto rate = static_cast<float>(std::max(count_ / options_.exaggeration / 4, 10.0));
  const float momentum = early ? 0.5F : 0.8F;
  double middle_x = 0;
  double middle_y = 0;
  const auto count = static_cast<std::size_t>(count_);
  for (std::size_t i = 0; i < 2 * count; ++i) {
    const bool same_way = (slope_[i] > 0) == (velocity_[i] > 0);
    gains_[i] = std::max(0.01F, same_way ? gains_[i] * 0.8F : gains_[i] + 0.2F);
    velocity_[i] = momentum * velocity_[i] - rate * gains_[i] * slope_[i];
    float& place = (i % 2 == 0 ? x_ : y_)[i / 2];
    place += velocity_[i];
    (i % 2 == 0 ? middle_x : middle_y) += static_cast<double>(place) / count_;
  }
  for (std::size_t i = 0; i < count; ++i) {
    x_[i] -= static_cast<float>(middle_x);
    y_[i] -= static_cast<float>(middle_y);
  }
  ++steps_;
}

void Tsne::places(TensorView to) const {
  for (int i = 0; i < count_; ++i) {
    to.example(i)[0] = x_[static_cast<std::size_t>(i)];
    to.example(i)[1] = y_[static_cast<std::size_t>(i)];
  }
}

void Tsne::set_places(ConstTensorView places) {
  for (int i = 0; i < count_; ++i) {
    x_[static_cast<std::size_t>(i)] = places.example(i)[0];
    y_[static_cast<std::size_t>(i)] = places.example(i)[1];
  }
}

double Tsne::divergence() const {
  const auto count = static_cast<std::size_t>(count_);
  // KL = sum p log p - sum p log near + log sum near, because the p sum up to 1.
  double divergence = 0;
  double sum = 0;
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t j = i + 1; j < count; ++j) {
      const auto dx = static_cast<double>(x_[i] - x_[j]);
      const auto dy = static_cast<double>(y_[i] - y_[j]);
      const double near = 1 / (1 + dx * dx + dy * dy);
      sum += 2 * near;
      const auto p = static_cast<double>(p_[i * pitch_ + j]);
      if (p > 0) divergence += 2 * p * std::log(p / near);
    }
  }
  return divergence + std::log(sum);
}

}  // namespace receptive
