#include "tally.h"

#include <algorithm>
#include <cstdio>
#include <numeric>

#include "data/drawing/drawing.h"

namespace receptive::bench {

namespace {

double percent_of_all(int part, int whole) { return whole > 0 ? 100.0 * part / whole : 0.0; }

void print_row(const std::string& name, const std::vector<double>& values) {
  if (values.empty()) return;
  const double sum = std::accumulate(values.begin(), values.end(), 0.0);
  const auto [least, most] = std::ranges::minmax(values);
  std::printf("%-10s %7.2f %7.2f %7.2f\n", name.c_str(), sum / static_cast<double>(values.size()),
              least, most);
}

}  // namespace

Drawings prepare_all(const std::vector<WrittenDigit>& written) {
  Drawings all;
  all.pictures.example = {1, 1, 28, 28};
  for (std::size_t digit = 0; digit < digit_classes; ++digit) {
    all.pictures.class_names.push_back(std::to_string(digit));
  }
  for (const WrittenDigit& one : written) {
    const std::vector<int> figures = figures_of(one.drawing());
    all.split.push_back(std::ranges::any_of(figures, [](int figure) { return figure > 0; }));
    const PenPicture pen = draw_pen(one.drawing());
    const DrawingResult made = prepare_drawing(pen.ink, PenPicture::side, PenPicture::side);
    all.pictures.values.insert(all.pictures.values.end(), made.pixels.begin(), made.pixels.end());
    all.pictures.labels.push_back(static_cast<ClassIndex>(one.digit));
  }
  return all;
}

double Tally::percent() const {
  return percent_of_all(std::accumulate(right.begin(), right.end(), 0),
                        std::accumulate(all.begin(), all.end(), 0));
}

double Tally::percent_of(std::size_t digit) const {
  return percent_of_all(right[digit], all[digit]);
}

Tally read_all(Network& network, const Drawings& drawings) {
  std::vector<ClassIndex> answers(drawings.split.size());
  network.predict_classes(drawings.pictures, 0, answers);
  Tally tally;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const auto digit = static_cast<std::size_t>(drawings.pictures.labels[i]);
    ++tally.all[digit];
    if (drawings.split[i]) {
      ++tally.split;
    } else if (answers[i] == drawings.pictures.labels[i]) {
      ++tally.right[digit];
    }
  }
  return tally;
}

void Summary::add(const std::string& name, double test, const Tally& tally) {
  std::printf("%s: MNIST %.2f, drawings %.2f (", name.c_str(), test, tally.percent());
  for (std::size_t digit = 0; digit < digit_classes; ++digit) {
    std::printf("%zu %.1f, ", digit, tally.percent_of(digit));
    by_digit_[digit].push_back(tally.percent_of(digit));
  }
  std::printf("%d as several figures)\n", tally.split);
  std::fflush(stdout);
  tests_.push_back(test);
  drawings_.push_back(tally.percent());
}

void Summary::print() const {
  std::printf("%-10s %7s %7s %7s\n", "percent", "mean", "least", "most");
  print_row("MNIST", tests_);
  print_row("drawings", drawings_);
  for (std::size_t digit = 0; digit < digit_classes; ++digit) {
    print_row(std::to_string(digit), by_digit_[digit]);
  }
}

}  // namespace receptive::bench
