#pragma once

#include <span>

namespace receptive::cli {

// One command each, with the words behind it. They print on standard output and throw Error when
// something is wrong.

/// `train`: trains a network, prints a line an epoch and saves it if asked.
void train(std::span<char*> words);
/// `evaluate`: scores saved networks on a test set, alone and as a committee.
void evaluate(std::span<char*> words);
/// `presets`: lists the networks of the books.
void presets(std::span<char*> words);
/// `summary`: shapes, parameters, connections, multiply-adds and receptive fields of a network.
void summary(std::span<char*> words);

}  // namespace receptive::cli
