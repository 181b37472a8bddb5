#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "data/dataset.h"

namespace receptive {

struct SentenceOptions {
  int count = 1000;
  std::uint64_t seed = 1;
};

/// The words of the sentences; a word's index is its value in the data. Word 0 is the full stop
/// that fills sentences up to seven words.
std::span<const std::string_view> sentence_words();

/// A small text task without any file: opinions of seven words ("the story was not dull at all"),
/// classes {"negative", "positive"}. "not", "never" and "hardly" turn an opinion round, so that
/// single words are not enough: what decides is two or three words in a row, which is what a
/// sentence CNN's filters read.
///
/// Examples are (1, 1, 7), each value the index of a word (`low` 0, `high` 255). Example i depends
/// on seed and i alone; classes alternate in random order, as many of one as of the other in every
/// even number of examples.
/// @throws ArgumentError unless count is 1 to 1000000.
Dataset make_sentences(const SentenceOptions& options);

/// The words of one example, with spaces between them.
std::string sentence_text(std::span<const std::uint8_t> words);

}  // namespace receptive
