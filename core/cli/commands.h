#pragma once

#include <span>

namespace receptive::cli {

// One command each, with the words behind it. They print on standard output and throw Error when
// something is wrong.

/// `train`: trains a network, prints a line an epoch and saves it if asked.
void train(std::span<char*> words);
/// `evaluate`: scores saved networks on a test set, alone and as a committee.
void evaluate(std::span<char*> words);
/// `look`: what is found in files, without taking it.
void look(std::span<char*> words);
/// `presets`: lists the networks of the books.
void presets(std::span<char*> words);
/// `layers`: what layers there are, or what can be said about one.
void layers(std::span<char*> words);
/// `recipe`: the same of losses, optimizers, schedules and the rest of a recipe.
void recipe(std::span<char*> words);
/// `catalogue`: both as one JSON object, for programs.
void catalogue_as_json(std::span<char*> words);
/// `summary`: shapes, parameters, connections, multiply-adds and receptive fields of a network.
void summary(std::span<char*> words);

}  // namespace receptive::cli
