// The sentence CNN as Zhang and Wallace 2015 draw it (figure 1).

#include "core/worked_examples/support.h"

namespace receptive::testing::sentence_cnn_test {

namespace {

/// Seven words of five dimensions, two filters each over 2, 3 and 4 words, max over time, softmax.
std::string layers() {
  std::string text = R"([{"type": "embedding", "inputDim": 20, "outputDim": 5})";
  std::string pooled;
  for (const int words : {2, 3, 4}) {
    const std::string number = std::to_string(words);
    text += R"(, {"type": "conv1d", "filters": 2, "activation": "relu", "inputs": ["embedding"],
                  "kernelSize": )" +
            number + R"(, "name": "words)" + number + R"("},
               {"type": "globalMaxPooling1d", "name": "most)" +
            number + R"("})";
    pooled += (pooled.empty() ? "" : ", ") + ("\"most" + number + "\"");
  }
  return text + R"(, {"type": "concatenate", "inputs": [)" + pooled + R"(]},
                   {"type": "dense", "units": 2}, {"type": "softmax"}])";
}

}  // namespace

TEST_CASE("sentence CNN (Zhang and Wallace): maps of 6, 5 and 4, six features, two classes") {
  const Summary net("[1, 1, 7]", layers());
  CHECK(net.shape("embedding") == "5x1x7");
  CHECK(net.shape("words2") == "2x1x6");
  CHECK(net.shape("words3") == "2x1x5");
  CHECK(net.shape("words4") == "2x1x4");
  CHECK(net.shape("most2") == "2x1x1");
  CHECK(net.shape("concatenate") == "6x1x1");
  CHECK(net.shape("softmax") == "2x1x1");
  // A filter over n words is a matrix n x 5.
  CHECK(net.of("words2").parameters == 2 * (2 * 5 + 1));
  CHECK(net.of("words4").parameters == 2 * (4 * 5 + 1));
  CHECK(net.of("words3").field.w.size == 3);
  CHECK(net.of("concatenate").field.w.size == 7);
}

TEST_CASE("sentence CNN (Zhang and Wallace): the same answer step by step") {
  with_all_kernels([](const Kernels& kernels) {
    BareNetwork network("[1, 1, 7]", layers(), 1, kernels);
    const std::vector<int> sentence{3, 19, 0, 7, 3, 11, 4};
    network.set_picture(Floats(sentence.begin(), sentence.end()));
    const Floats answer = network.forward();
    const auto values = [&](std::size_t index) { return network.parameters.views()[index].data; };

    Floats features;
    for (std::size_t region = 0; region < 3; ++region) {
      const std::size_t words = region + 2;
      const float* weight = values(1 + 2 * region);
      const float* bias = values(2 + 2 * region);
      for (std::size_t filter = 0; filter < 2; ++filter) {
        float most = 0;  // of ReLUs
        for (std::size_t start = 0; start + words <= 7; ++start) {
          float sum = bias[filter];
          for (std::size_t d = 0; d < 5; ++d) {
            for (std::size_t word = 0; word < words; ++word) {
              const auto row = static_cast<std::size_t>(sentence[start + word]);
              sum += weight[(filter * 5 + d) * words + word] * values(0)[row * 5 + d];
            }
          }
          most = std::max(most, sum);
        }
        features.push_back(most);
      }
    }
    check_printed(network.activation(network.graph.index_of("concatenate")), features, 1e-6);
    CHECK(answer[0] + answer[1] == doctest::Approx(1.0));
  });
}

}  // namespace receptive::testing::sentence_cnn_test
