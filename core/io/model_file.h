#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/json.h"
#include "data/dataset.h"
#include "io/safetensors.h"
#include "nn/parameter_set.h"

namespace receptive {

// A model file is a safetensors file whose tensors have the parameters' names ("conv2d.weight") and
// whose `__metadata__` says what they belong to. Everybody who writes or reads one does it here:
// the command line, the package, the page.
//
// Its remarks are an object with these members, none of which need be there:
//   spec          the network and its recipe (train/trainer_spec.h), with the seed that was used
//   network       the preset's name, or what the network is called
//   data          the data set's id: "mnist", "digits", "xo", ...
//   classes       names of the classes, in the order of the answers
//   range         [low, high]: values of paper and ink in the inputs
//   step          steps that were trained
//   averaged      how often the average took the weights in, where the recipe has an average
//   testAccuracy  0..1, of these weights on the test set
//   testExamples  how many that were
//   addedDigits   generated digits among the training examples
// and what else its writer wants to remember. In the file a text stands as it is, the rest as JSON.

/// Adds what the data says for itself, classes and range, where that is not there.
void describe_data(Json& remarks, const Dataset& data);

/// @param answering the values of the parameters' names
/// @param trained what training goes on from, where those are an average of it; else nullptr
/// @throws FormatError where a remark of the list above is not what it should be.
std::vector<std::uint8_t> write_model_file(const Json& remarks, const Graph& graph,
                                           const ParameterSet& answering,
                                           const ParameterSet* trained);

/// Those of a file that says its spec, also as earlier versions wrote them (seed and digitWidth
/// beside the spec); of another program's file an empty object.
/// @throws FormatError where a remark of the list above is not what it should be.
Json read_remarks(const Safetensors& file);

}  // namespace receptive
