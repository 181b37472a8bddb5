#pragma once

#include <array>
#include <string>
#include <vector>

#include "nn/network.h"
#include "writers.h"

namespace receptive::bench {

constexpr std::size_t digit_classes = 10;

/// Drawings as the page brings them before a network: figures, pen, crop, scale, centre.
struct Drawings {
  Dataset pictures;
  /// Those that are taken for several figures, which the page would answer with several digits.
  std::vector<bool> split;
};

Drawings prepare_all(const std::vector<WrittenDigit>& written);

/// What one network makes of them.
struct Tally {
  std::array<int, digit_classes> right{};
  std::array<int, digit_classes> all{};
  int split = 0;  ///< misread for that reason

  [[nodiscard]] double percent() const;
  [[nodiscard]] double percent_of(std::size_t digit) const;
};

Tally read_all(Network& network, const Drawings& drawings);

/// What several networks come to.
class Summary {
 public:
  /// @param test percent of MNIST's test set that is read right
  void add(const std::string& name, double test, const Tally& tally);
  /// Mean, least and most of all networks.
  void print() const;

 private:
  std::vector<double> tests_;
  std::vector<double> drawings_;
  std::array<std::vector<double>, digit_classes> by_digit_;
};

}  // namespace receptive::bench
