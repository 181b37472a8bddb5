#include "inspect/features/feature_distances.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "base/error.h"

namespace receptive {

std::vector<Neighbour> nearest(ConstTensorView points, std::span<const float> query, int k) {
  if (query.size() != points.shape.example_count()) {
    throw ArgumentError("query: expected " + std::to_string(points.shape.example_count()) +
                        " values, found " + std::to_string(query.size()));
  }
  std::vector<Neighbour> all(static_cast<std::size_t>(points.shape.n));
  for (int n = 0; n < points.shape.n; ++n) {
    const float* point = points.example(n);
    double sum = 0;
    for (std::size_t i = 0; i < query.size(); ++i) {
      const auto off = static_cast<double>(point[i] - query[i]);
      sum += off * off;
    }
    all[static_cast<std::size_t>(n)] = {.index = n, .distance = static_cast<float>(std::sqrt(sum))};
  }
  const int wanted = std::clamp(k, 0, points.shape.n);
  std::ranges::partial_sort(all, all.begin() + wanted, [](const Neighbour& a, const Neighbour& b) {
    return a.distance < b.distance || (a.distance == b.distance && a.index < b.index);
  });
  all.resize(static_cast<std::size_t>(wanted));
  return all;
}

ClassDistances class_distances(ConstTensorView points, std::span<const std::uint8_t> labels,
                               int classes) {
  const auto size = points.shape.example_count();
  const auto total = static_cast<std::size_t>(classes);
  ClassDistances found{.counts = std::vector<int>(total),
                       .between = std::vector<float>(total * total),
                       .within = std::vector<float>(total)};
  std::vector<double> means(total * size);
  for (std::size_t n = 0; n < labels.size(); ++n) {
    const std::size_t label = labels[n];
    ++found.counts[label];
    const float* point = points.example(static_cast<int>(n));
    for (std::size_t i = 0; i < size; ++i) means[label * size + i] += static_cast<double>(point[i]);
  }
  for (std::size_t i = 0; i < means.size(); ++i) means[i] /= found.counts[i / size];
  std::vector<double> squares(total);
  for (std::size_t n = 0; n < labels.size(); ++n) {
    const float* point = points.example(static_cast<int>(n));
    for (std::size_t i = 0; i < size; ++i) {
      const double off = static_cast<double>(point[i]) - means[labels[n] * size + i];
      squares[labels[n]] += off * off;
    }
  }
  for (std::size_t a = 0; a < total; ++a) {
    found.within[a] = found.counts[a] > 0
                          ? static_cast<float>(std::sqrt(squares[a] / found.counts[a]))
                          : std::numeric_limits<float>::quiet_NaN();
    for (std::size_t b = 0; b < total; ++b) {
      double sum = 0;
      for (std::size_t i = 0; i < size; ++i) {
        const double off = means[a * size + i] - means[b * size + i];
        sum += off * off;
      }
      found.between[a * total + b] = static_cast<float>(std::sqrt(sum));
    }
  }
  return found;
}

}  // namespace receptive
