#include "data/generators/sentence_generator.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

#include "base/error.h"

namespace receptive::sentence_generator_test {

TEST_CASE("sentences: seven words, balanced classes, the same for the same seed") {
  const receptive::Dataset data = receptive::make_sentences({.count = 400, .seed = 3});
  CHECK(data.example == receptive::Shape{1, 1, 1, 7});
  CHECK(std::ranges::count(data.labels, 1) == 200);
  CHECK(receptive::make_sentences({.count = 400, .seed = 3}).pixels == data.pixels);
  CHECK(receptive::make_sentences({.count = 400, .seed = 4}).pixels != data.pixels);
  const receptive::Dataset fewer = receptive::make_sentences({.count = 10, .seed = 3});
  CHECK(std::equal(fewer.pixels.begin(), fewer.pixels.end(), data.pixels.begin()));
  for (const std::uint8_t word : data.pixels) CHECK(word < receptive::sentence_words().size());
  // As words they come out of `gather` unscaled.
  CHECK(data.low == 0.0F);
  CHECK(data.high == 255.0F);
}

TEST_CASE("sentences: no word decides alone, because a turn reverses what follows it") {
  const receptive::Dataset data = receptive::make_sentences({.count = 2000, .seed = 1});
  for (const char* word : {"good", "dull", "not"}) {
    int with = 0;
    int positive = 0;
    for (std::size_t i = 0; i < data.labels.size(); ++i) {
      const std::string text = receptive::sentence_text({data.pixels.data() + i * 7, 7}) + " ";
      if (text.find(std::string(word) + " ") == std::string::npos) continue;
      ++with;
      positive += data.labels[i];
    }
    INFO(std::string(word), ": ", positive, " of ", with);
    CHECK(with > 50);
    CHECK(positive > 0.25 * with);
    CHECK(positive < 0.75 * with);
  }
}

TEST_CASE("sentences: read as text, and refused when there cannot be so many") {
  const std::uint8_t words[] = {2, 3, 4};
  CHECK(receptive::sentence_text(words) == "i found that");
  const std::set<std::string_view> distinct(receptive::sentence_words().begin(),
                                            receptive::sentence_words().end());
  CHECK(distinct.size() == receptive::sentence_words().size());
  CHECK_THROWS_AS((void)receptive::make_sentences({.count = 0}), receptive::ArgumentError);
  const std::uint8_t unknown[] = {250};
  CHECK_THROWS_AS((void)receptive::sentence_text(unknown), receptive::ArgumentError);
}

}  // namespace receptive::sentence_generator_test
