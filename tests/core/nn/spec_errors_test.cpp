// Bad specifications are refused before memory is taken, with a message that names the layer (or
// place), what was expected and what was found.

#include <doctest/doctest.h>

#include "support/bad_spec.h"

namespace receptive::spec_errors_test {

namespace {

using receptive::testing::BadSpec;
using receptive::testing::check_layers_refused;
using receptive::testing::check_refused;

}  // namespace

TEST_CASE("bad specifications are refused by name") {
  const BadSpec cases[] = {
      {"{", "model", "text that is not"},
      {"[]", "model", "[]"},
      {R"({"layers": []})", "input", "null"},
      {R"({"input": [1, 8, 8]})", "layers", "null"},
      {R"({"input": [1, 8, 8], "layers": []})", "layers", "none"},
      {R"({"input": [1, 8], "layers": []})", "input", "[1,8]"},
      {R"({"input": [1, 0, 8], "layers": []})", "input", "0"},
      {R"({"input": [1, 2.5, 8], "layers": []})", "input", "2.5"},
      {R"({"input": [1, 8, 8], "layers": [{"type": "dense", "units": 2}], "batch": 3})", "batch",
       "3"},
      {R"({"input": [1, 8, 8], "layers": [{"type": "dense", "units": 2}], "batchSize": 0})",
       "batchSize", "0"},
      {R"({"input": [1, 8, 8], "layers": [{"type": "dense", "units": 2}], "seed": -1})", "seed",
       "-1"},
      {R"({"input": [1, 8, 8], "layers": [{"type": "dense", "units": 2}], "loss": "hinges"})",
       "loss", "'hinges'"},
      {R"({"input": [1, 8, 8], "layers": [{"type": "dense", "units": 2}], "optimizer": "adamx"})",
       "optimizer", "'adamx'"},
      {R"({"input": [1, 8, 8], "layers": [{"type": "dense", "units": 2}],
           "optimizer": {"type": "sgd", "learningRate": -1}})",
       "optimizer sgd: learningRate", "-1"},
      {R"({"input": [1, 8, 8], "layers": [{"type": "dense", "units": 2}],
           "optimizer": {"type": "sgd", "momentum": 1}})",
       "optimizer sgd: momentum", "1"},
      {R"({"input": [1, 8, 8], "layers": [{"type": "dense", "units": 2}],
           "optimizer": {"type": "adam", "beta": 1}})",
       "optimizer adam", "1"},
      {R"({"input": [1, 65536, 65536], "layers": [{"type": "dense", "units": 2}]})", "input",
       "65536"},
      {R"({"input": [64, 1024, 1024], "layers": [{"type": "dense", "units": 1000}]})", "dense",
       "67108864"},
  };
  check_refused(cases, "", "");
}

TEST_CASE("bad recipes are refused by name") {
  const BadSpec cases[] = {
      {R"("loss": 3)", "loss", "3"},
      {R"("loss": {"margin": 1})", "loss", "margin"},
      {R"("loss": {"type": "hinge", "margin": -1})", "loss hinge: margin", "-1"},
      {R"("loss": {"type": "softmaxCrossEntropy", "labelSmoothing": 1})",
       "loss softmaxCrossEntropy: labelSmoothing", "1"},
      {R"("loss": {"type": "meanSquaredError", "margin": 1})",
       "loss meanSquaredError: unknown argument 'margin'", "1"},
      {R"("loss": {"type": "hinge", "classWeight": "rare"})", "loss hinge: classWeight", "'rare'"},
      {R"("loss": {"type": "hinge", "classWeight": [1, 2, 3]})", "loss hinge: classWeight", "3"},
      {R"("optimizer": {"learningRate": 1})", "optimizer", "learningRate"},
      {R"("optimizer": {"type": "sgd", "nesterov": 1})", "optimizer sgd: nesterov", "1"},
      {R"("optimizer": {"type": "rmsprop", "rho": 1})", "optimizer rmsprop: rho", "1"},
      {R"("optimizer": {"type": "adamw", "weightDecay": -1})", "optimizer adamw: weightDecay",
       "-1"},
      {R"("optimizer": {"type": "adam", "clipNorm": "one"})", "optimizer adam: clipNorm", "'one'"},
      {R"("schedule": "linear")", "schedule: type", "'linear'"},
      {R"("schedule": {"type": "step"})", "schedule step: every", "nothing"},
      {R"("schedule": {"type": "cosine"})", "schedule cosine: epochs", "nothing"},
      {R"("averaging": "always")", "averaging: type", "'always'"},
      {R"("averaging": {"type": "exponential", "decay": 1})", "averaging exponential: decay", "1"},
      {R"("penalty": 0.1)", "penalty", "0.1"},
      {R"("penalty": {"l2": -1})", "penalty: l2", "-1"},
      {R"("penalty": {"l3": 1})", "penalty: unknown argument 'l3'", "1"},
      {R"("augmentation": {"rotation": 200})", "augmentation: rotation", "200"},
      {R"("fit": {"validation": -1})", "fit: validation", "-1"},
      {R"("fit": {"patience": 3})", "fit: patience", "none"},
  };
  check_refused(cases, R"({"input": [1, 8, 8], "layers": [{"type": "dense", "units": 2}], )", "}");
}

TEST_CASE("what a layer is and reads is refused by name") {
  const BadSpec cases[] = {
      {R"(3)", "layer 0", "3"},
      {R"({"units": 3})", "layer 0: type", "nothing"},
      {R"({"type": 3})", "layer 0: type", "3"},
      {R"({"type": "conv3d"})", "conv3d: type", "'conv3d'"},
      {R"({"type": "dense", "units": {"a": 1}})", "layer 0: units", "{"},
      {R"({"type": "dense", "units": ["a"]})", "layer 0: units", "["},
      {R"({"type": "dense", "units": 2, "unit": 3})", "dense: unknown argument 'unit'", "3"},
      {R"({"type": "dense", "name": 3, "units": 2})", "layer 0: name", "3"},
      {R"({"type": "dense", "name": "input", "units": 2})", "input: name", "'input'"},
      {R"({"type": "dense", "name": "a.b", "units": 2})", "a.b: name", "'a.b'"},
      {R"({"type": "relu", "name": "a"}, {"type": "dense", "name": "a", "units": 2})", "a: name",
       "twice"},
      {R"({"type": "dense", "name": "out", "units": 1})", "out", "1"},
      {R"({"type": "dense", "units": 300})", "dense", "300"},
      {R"({"type": "dense", "units": 2, "inputs": ["nobody"]})", "dense: inputs", "'nobody'"},
      {R"({"type": "dense", "units": 2, "inputs": []})", "layer 0: inputs", "[]"},
      {R"({"type": "dense", "units": 2, "inputs": [1]})", "layer 0: inputs", "1"},
      {R"({"type": "dense", "units": 2, "inputs": ["input", "input"]})", "dense: inputs", "2"},
      {R"({"type": "relu"}, {"type": "dense", "units": 2, "inputs": ["input"]})", "relu", "none"},
      {R"({"type": "dense", "units": 2, "trainable": 0})", "layer 0: trainable", "0"},
      {R"({"type": "dense", "units": 2, "weightsOf": "nobody"})", "dense: weightsOf", "'nobody'"},
      {R"({"type": "dense", "units": 64}, {"type": "dense", "units": 2, "weightsOf": "dense"})",
       "dense_1: weightsOf", "'dense'"},
      {R"({"type": "relu"}, {"type": "relu", "weightsOf": "relu"})", "relu_1: weightsOf", "'relu'"},
      {R"({"type": "batchNormalization"},
          {"type": "batchNormalization", "weightsOf": "batchNormalization"})",
       "batchNormalization_1: weightsOf", "'batchNormalization'"},
      {R"({"type": "softmax"})", "softmax", "input"},
  };
  check_layers_refused(cases, "[1, 8, 8]");
}

}  // namespace receptive::spec_errors_test
