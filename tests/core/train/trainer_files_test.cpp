#include <doctest/doctest.h>

#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "data/generators/xo_generator.h"
#include "io/model_file.h"
#include "train/trainer.h"

namespace receptive::trainer_files_test {

namespace {

using receptive::Json;
using receptive::Trainer;

receptive::TrainerSpec spec(const std::string& averaging = "none") {
  return receptive::parse_trainer_spec(R"({"input": [1, 9, 9], "layers": [
      {"type": "conv2d", "filters": 3, "kernelSize": 3, "activation": "relu"},
      {"type": "batchNormalization"}, {"type": "dense", "units": 2}],
      "batchSize": 50, "averaging": ")" +
                                       averaging + "\"}");
}

std::shared_ptr<const receptive::Dataset> pictures() {
  return std::make_shared<const receptive::Dataset>(
      receptive::make_xo({.count = 100, .seed = 1, .size = 9}));
}

void train(Trainer& trainer, int steps) {
  trainer.set_training_data(pictures());
  for (int i = 0; i < steps; ++i) trainer.step();
}

std::vector<float> values_of(const receptive::ParameterSet& set) {
  return {set.values().begin(), set.values().end()};
}

}  // namespace

TEST_CASE("model files: classes and range of the training data are in it") {
  Trainer trainer(spec());
  train(trainer, 1);
  const auto bytes = trainer.model_file({{"spec", Json::object()}});
  const Json remarks = read_remarks(receptive::Safetensors(bytes));
  CHECK(remarks.at("classes").size() == 2);
  CHECK(remarks.at("range") == Json::array({pictures()->low, pictures()->high}));
  CHECK(!remarks.contains("averaged"));
}

TEST_CASE("model files: an average goes on where it was, with the weights that were trained") {
  for (const std::string kind : {"exponential", "epochs"}) {
    Trainer written(spec(kind));
    train(written, 6);
    const auto bytes = written.model_file({{"spec", Json::object()}});
    const receptive::Safetensors file(bytes);
    Trainer opened(spec(kind));
    CHECK(opened.open_model(file).own_names);
    CHECK(values_of(opened.network().parameters()) == values_of(written.network().parameters()));
    CHECK(values_of(opened.network().answering_parameters()) ==
          values_of(written.network().answering_parameters()));
    CHECK(values_of(opened.network().parameters()) !=
          values_of(opened.network().answering_parameters()));
    CHECK(
        opened.model_file({{"spec", Json::object()}, {"classes", Json::array({"a", "b"})}}).size() >
        0);
    const Json again =
        read_remarks(receptive::Safetensors(opened.model_file({{"spec", Json::object()}})));
    CHECK(again.at("averaged") == read_remarks(file).at("averaged"));

    // A recipe without an average takes what answered.
    Trainer plain(spec());
    plain.open_model(file);
    CHECK(values_of(plain.network().parameters()) ==
          values_of(written.network().answering_parameters()));
  }
}

TEST_CASE("model files: an average that is there becomes what is opened") {
  Trainer written(spec());
  train(written, 3);
  Trainer opened(spec("exponential"));
  train(opened, 2);
  const auto bytes = written.model_file({});
  opened.open_model(receptive::Safetensors(bytes));
  CHECK(values_of(opened.network().parameters()) == values_of(written.network().parameters()));
  CHECK(values_of(opened.network().answering_parameters()) ==
        values_of(written.network().parameters()));
}

TEST_CASE("model files: a variance below 0 is refused by name and changes nothing") {
  for (const char* suffix : {"", ".trained"}) {
    CAPTURE(suffix);
    Trainer written(spec("exponential"));
    train(written, 2);
    std::string name = "batchNormalization.movingVariance";
    name += suffix;
    auto bytes = written.model_file({});
    std::size_t at = 0;
    {
      const receptive::Safetensors file(bytes);
      for (const receptive::StoredTensor& tensor : file.tensors()) {
        if (tensor.name == name) at = static_cast<std::size_t>(tensor.bytes.data() - bytes.data());
      }
    }
    REQUIRE(at > 0);
    const float wrong = -2.0F;
    std::memcpy(bytes.data() + at + sizeof wrong, &wrong, sizeof wrong);
    Trainer opened(spec("exponential"));
    train(opened, 2);
    const auto before = opened.checkpoint();
    const std::string expected =
        "model file: expected " + name + " of numbers of at least 0, found -2 at position 1";
    CHECK_THROWS_WITH_AS(opened.open_model(receptive::Safetensors(bytes)), expected.c_str(),
                         receptive::FormatError);
    CHECK(opened.checkpoint() == before);
  }
}

TEST_CASE("model files: one that is refused changes nothing") {
  Trainer written(spec());
  auto bytes = written.model_file({});
  for (std::size_t i = bytes.size() - 4; i < bytes.size(); ++i) bytes[i] = 0xFF;  // NaN
  Trainer opened(spec("exponential"));
  train(opened, 2);
  const auto before = values_of(opened.network().parameters());
  const auto average = values_of(opened.network().answering_parameters());
  CHECK_THROWS_AS(opened.open_model(receptive::Safetensors(bytes)), receptive::FormatError);
  CHECK(values_of(opened.network().parameters()) == before);
  CHECK(values_of(opened.network().answering_parameters()) == average);
}

}  // namespace receptive::trainer_files_test
