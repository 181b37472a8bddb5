#include "data/generators/sentence_generator.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/error.h"
#include "base/random.h"

namespace receptive {

namespace {

constexpr int length = 7;

constexpr std::array<std::string_view, 8> good = {"good",   "lovely", "clever", "moving",
                                                  "bright", "great",  "funny",  "fine"};
constexpr std::array<std::string_view, 8> bad = {"bad",  "dull", "stupid", "cold",
                                                 "weak", "poor", "boring", "empty"};
constexpr std::array<std::string_view, 8> things = {"film",  "story", "acting", "music",
                                                    "scene", "plot",  "cast",   "end"};
constexpr std::array<std::string_view, 3> turns = {"not", "never", "hardly"};
constexpr std::array<std::string_view, 3> stresses = {"very", "really", "so"};
constexpr std::array<std::string_view, 2> articles = {"the", "this"};
constexpr std::array<std::string_view, 2> verbs = {"is", "was"};
constexpr std::array<std::string_view, 7> others = {".", "and", "i", "found", "that", "at", "all"};

const std::vector<std::string_view>& vocabulary() {
  static const std::vector<std::string_view> words = [] {
    std::vector<std::string_view> list(others.begin(), others.end());
    const auto add = [&](const auto& group) {
      list.insert(list.end(), group.begin(), group.end());
    };
    add(good);
    add(bad);
    add(things);
    add(turns);
    add(stresses);
    add(articles);
    add(verbs);
    return list;
  }();
  return words;
}

std::uint8_t index_of(std::string_view word) {
  const auto& words = vocabulary();
  return static_cast<std::uint8_t>(std::ranges::find(words, word) - words.begin());
}

template <std::size_t Count>
std::string_view any(const std::array<std::string_view, Count>& group, Random& random) {
  return group[random.below(static_cast<std::uint32_t>(Count))];
}

/// One opinion: an article, a thing, a verb, perhaps a turn or a stress, and an adjective.
std::vector<std::string_view> write(bool positive, Random& random) {
  const bool turned = random.below(2) == 1;
  const auto adjective = [&](bool praise) { return any(praise ? good : bad, random); };
  std::vector<std::string_view> words;
  if (random.below(3) == 0) words = {"i", "found", "that"};
  if (words.empty()) words.push_back(any(articles, random));
  words.push_back(any(things, random));
  if (words.size() == 2) words.push_back(any(verbs, random));
  if (turned) {
    words.push_back(any(turns, random));
    words.push_back(adjective(!positive));
    if (words.size() + 2 <= length && random.below(2) == 0) {
      words.insert(words.end(), {"at", "all"});
    }
  } else {
    if (random.below(2) == 0) words.push_back(any(stresses, random));
    words.push_back(adjective(positive));
    if (words.size() + 2 <= length && random.below(2) == 0) {
      words.insert(words.end(), {"and", adjective(positive)});
    }
  }
  return words;
}

}  // namespace

std::span<const std::string_view> sentence_words() { return vocabulary(); }

Dataset make_sentences(const SentenceOptions& options) {
  if (options.count < 1 || options.count > 1000000) {
    throw ArgumentError("sentences: count: expected 1 to 1000000, found " +
                        std::to_string(options.count));
  }
  Dataset data{.name = "Sentences",
               .example = {1, 1, 1, length},
               .class_names = {"negative", "positive"},
               .low = 0.0F,
               .high = 255.0F,
               .pixels = {},
               .labels = {}};
  const auto count = static_cast<std::size_t>(options.count);
  data.pixels.assign(count * length, index_of("."));
  data.labels.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    // The first of each pair draws the order of the two classes.
    const bool swapped = Random(options.seed, i - i % 2).below(2) == 1;
    const bool positive = (i % 2 == 1) != swapped;
    Random random(options.seed, (std::uint64_t{1} << 40U) + i);
    std::size_t place = i * length;
    for (const std::string_view word : write(positive, random)) {
      data.pixels[place++] = index_of(word);
    }
    data.labels[i] = positive ? 1 : 0;
  }
  return data;
}

std::string sentence_text(std::span<const std::uint8_t> words) {
  std::string text;
  for (const std::uint8_t word : words) {
    if (word >= vocabulary().size()) throw ArgumentError("sentence: expected words of the task");
    if (!text.empty()) text += ' ';
    text += vocabulary()[word];
  }
  return text;
}

}  // namespace receptive
