#include "cli/data_source.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "data/generators/digit_generator.h"
#include "data/generators/sentence_generator.h"
#include "data/generators/xo_generator.h"

namespace receptive::cli {

namespace {

/// As many as MNIST has.
constexpr int training_digits = 60'000;
constexpr int test_digits = 10'000;

// No picture of one is in the other.
constexpr std::uint64_t training_seed = 1;
constexpr std::uint64_t test_seed = 2;

/// How many digits "digits" or "digits:COUNT" asks for; nothing if it is a folder.
std::optional<int> digit_count(const std::string& option, std::string_view text, int standard) {
  constexpr std::string_view name = "digits";
  if (text == name) return standard;
  if (!text.starts_with(name) || text[name.size()] != ':') return {};
  const std::string_view number = text.substr(name.size() + 1);
  int count = 0;
  const auto [stop, error] = std::from_chars(number.data(), number.data() + number.size(), count);
  if (error != std::errc{} || stop != number.data() + number.size()) {
    throw ArgumentError(option + ": expected digits:COUNT with a whole number, found " +
                        std::string(text));
  }
  return count;
}

/// The test set comes from another seed, so that no picture is in both.
DataPair generated(const ModelSource& source, std::uint64_t seed) {
  if (source.data == "sentences") {
    return {make_sentences({.count = 2000, .seed = 2 * seed}),
            make_sentences({.count = 1000, .seed = 2 * seed + 1})};
  }
  if (source.data == "xo" || source.data == "xo28") {
    const int size = source.spec.model.input.h;
    return {make_xo({.count = 2000, .seed = 2 * seed, .size = size}),
            make_xo({.count = 1000, .seed = 2 * seed + 1, .size = size})};
  }
  throw ArgumentError("--data: expected the folder or file with the data that " + source.name +
                      " is trained on, or digits, found nothing");
}

/// Looks at files, and tells what was found.
FoundData look_at(const std::string& path, const Wanted& choices, Report& report) {
  FoundData data(path, choices);
  for (const std::string& sentence : data.sentences()) {
    report.say(path + ": " + sentence, "found", {{"path", path}, {"sentence", sentence}});
  }
  return data;
}

/// All pictures of one.
void append(Dataset& data, const Dataset& more) {
  data.pixels.insert(data.pixels.end(), more.pixels.begin(), more.pixels.end());
  data.labels.insert(data.labels.end(), more.labels.begin(), more.labels.end());
}

/// The test set, with the training set's classes; all pictures where nothing says which are for
/// testing.
Dataset test_of(FoundData data, const Dataset& training) {
  DataPair pair = data.take();
  Dataset& test = pair.test;
  if (!data.has_test_set()) append(test, pair.training);
  std::vector<ClassIndex> places;
  for (const std::string& name : test.class_names) {
    const auto place = std::ranges::find(training.class_names, name);
    if (place == training.class_names.end()) {
      throw ArgumentError("--test-data: expected the classes of the training set, found " + name);
    }
    places.push_back(static_cast<ClassIndex>(place - training.class_names.begin()));
  }
  for (ClassIndex& label : test.labels) label = places[label];
  test.class_names = training.class_names;
  return std::move(test);
}

void add_digits(Dataset& training, int count) {
  const Dataset digits = make_digits({.count = count, .seed = training_seed});
  if (training.example != digits.example || training.classes() != digits.classes()) {
    const Shape& shape = training.example;
    throw ArgumentError(
        "--add-digits: expected pictures of 1x28x28 in ten classes to add them to, found " +
        std::to_string(shape.c) + "x" + std::to_string(shape.h) + "x" + std::to_string(shape.w) +
        " in " + std::to_string(training.classes()));
  }
  append(training, digits);
}

}  // namespace

DataSource take_data_source(Options& options) {
  DataSource wanted{.data = options.text("--data"),
                    .test_data = options.text("--test-data"),
                    .added_digits = options.count("--add-digits", 1)};
  wanted.choices = take_choices(options);
  return wanted;
}

DataPair load_data(const ModelSource& source, const DataSource& wanted, std::uint64_t seed,
                   Report& report) {
  const auto training = [&]() -> DataPair {
    if (!wanted.data && source.data != "digits") return generated(source, seed);
    const std::string data = wanted.data.value_or(source.data);
    const auto count = digit_count("--data", data, training_digits);
    if (!count) return look_at(data, wanted.choices, report).take();
    return {make_digits({.count = *count, .seed = training_seed}),
            make_digits({.count = test_digits, .seed = test_seed})};
  };
  DataPair pair = training();
  if (wanted.added_digits) add_digits(pair.training, *wanted.added_digits);
  if (wanted.test_data) {
    const auto count = digit_count("--test-data", *wanted.test_data, test_digits);
    pair.test = count ? make_digits({.count = *count, .seed = test_seed})
                      : test_of(look_at(*wanted.test_data, wanted.choices, report), pair.training);
  }
  return pair;
}

std::string data_id(const ModelSource& source, const DataSource& wanted) {
  if (!wanted.data) return source.data;
  return digit_count("--data", *wanted.data, training_digits) ? "digits" : "";
}

}  // namespace receptive::cli
