#include <string>

#include "base/decimal.h"
#include "train/presets/families.h"

namespace receptive {

namespace {

/// A convolution followed by batch normalization, which makes its bias superfluous, and ReLU.
/// @param more further arguments of the convolution, each followed by a comma.
std::string normalized_conv(int filters, int kernel, const std::string& more = "") {
  return R"({"type": "conv2d", )" + more + R"("filters": )" + std::to_string(filters) +
         R"(, "kernelSize": )" + std::to_string(kernel) +
         R"(, "useBias": false, "kernelInitializer": "heNormal"},
         {"type": "batchNormalization", "momentum": 0.9}, {"type": "relu"},)";
}

const std::string same = R"("padding": "same", )";

/// x + F(x) with two convolutions of 3x3 (He et al. 2016, figure 2). Where size or depth change, a
/// 1x1 convolution brings x to the new shape (their option B).
std::string residual_block(const std::string& name, const std::string& input, int filters,
                           int stride, bool project) {
  const std::string strides = R"("strides": )" + std::to_string(stride) + ", ";
  const std::string inputs = R"("inputs": [")" + input + R"("], )";
  const std::string count = R"("filters": )" + std::to_string(filters) + ", ";
  const std::string fixed = R"("useBias": false, "kernelInitializer": "heNormal"},)";
  const std::string shortcut = project ? name + "_shortcut" : input;
  std::string text =
      R"({"type": "conv2d", )" + inputs + count + strides + same + R"("kernelSize": 3, )" + fixed +
      R"({"type": "batchNormalization", "momentum": 0.9}, {"type": "relu"},
         {"type": "conv2d", )" +
      count + same + R"("kernelSize": 3, )" + fixed +
      R"({"type": "batchNormalization", "momentum": 0.9, "name": ")" + name + R"(_residual"},)";
  if (project) {
    text += R"({"type": "conv2d", "name": ")" + shortcut + R"(", )" + inputs + count + strides +
            R"("kernelSize": 1, )" + fixed;
  }
  return text + R"({"type": "add", "inputs": [")" + name + R"(_residual", ")" + shortcut +
         R"("]}, {"type": "relu", "name": ")" + name + R"("},)";
}

/// Four ways through the same maps, side by side (Szegedy et al. 2015, figure 2b): 1x1, 3x3 and 5x5
/// behind bottlenecks of 1x1, and pooling before 1x1.
std::string inception_block(const std::string& name, const std::string& input, int width) {
  const auto conv = [&](const std::string& part, const std::string& from, int filters, int kernel) {
    return R"({"type": "conv2d", "name": ")" + name + part + R"(", "inputs": [")" + from +
           R"("], "filters": )" + std::to_string(filters) + R"(, "kernelSize": )" +
           std::to_string(kernel) +
           R"(, "padding": "same", "activation": "relu", "kernelInitializer": "heNormal"},)";
  };
  return conv("_1x1", input, 2 * width, 1) + conv("_3x3_bottleneck", input, 2 * width, 1) +
         conv("_3x3", name + "_3x3_bottleneck", 3 * width, 3) +
         conv("_5x5_bottleneck", input, width, 1) +
         conv("_5x5", name + "_5x5_bottleneck", width, 5) +
         R"({"type": "maxPooling2d", "name": ")" + name + R"(_pool", "inputs": [")" + input +
         R"("], "poolSize": 3, "strides": 1, "padding": "same"},)" +
         conv("_pooled", name + "_pool", 2 * width, 1) + R"({"type": "concatenate", "name": ")" +
         name + R"(", "inputs": [")" + name + R"(_1x1", ")" + name + R"(_3x3", ")" + name +
         R"(_5x5", ")" + name + R"(_pooled"]},
         {"type": "batchNormalization", "momentum": 0.9, "name": ")" +
         name + R"(_normalized"},)";
}

/// What a picture of a digit may go through and stay the same digit.
const std::string distortions =
    R"("augmentation": {"rotation": 10, "scale": 0.1, "shear": 0.1, "shift": 2, "elastic": 0.7},)";

std::string one_cycle(int epochs, double peak) {
  return R"("optimizer": {"type": "adam", "learningRate": )" + fixed_text(peak, 6) + R"(},
       "schedule": {"type": "oneCycle", "epochs": )" +
         std::to_string(epochs) + R"(}, "batchSize": 100)";
}

std::string network(const std::string& layers, const std::string& recipe) {
  return R"({"input": [1, 28, 28], "layers": [)" + layers + "], " + recipe + "}";
}

/// Five convolutions with batch normalization: one column of the committee, and its own best.
const std::string column_layers =
    normalized_conv(16, 5, same) + R"({"type": "maxPooling2d"},)" + normalized_conv(32, 3, same) +
    normalized_conv(32, 3, same) + R"({"type": "maxPooling2d"},)" + normalized_conv(64, 3, same) +
    normalized_conv(64, 3) + R"({"type": "dropout", "rate": 0.3}, {"type": "flatten"},
       {"type": "dense", "units": 10})";

}  // namespace

std::vector<Preset> modern_presets() {
  return {
      {.name = "all-convolutional",
       .title = "All convolutions",
       .description =
           "No pooling and no dense layer: strided convolutions shrink the maps, and the mean of "
           "each class's map is its vote.",
       .source = "After Springenberg et al. 2015, Striving for simplicity (no MNIST figure)",
       .data = {"mnist"},
       .epochs = 15,
       .spec = network(
           normalized_conv(24, 3, same) + normalized_conv(24, 3, same + R"("strides": 2, )") +
               normalized_conv(48, 3, same) + normalized_conv(48, 3, same + R"("strides": 2, )") +
               normalized_conv(64, 3) +
               R"({"type": "conv2d", "filters": 10, "kernelSize": 1},
                              {"type": "globalAveragePooling2d"})",
           distortions + one_cycle(15, 0.005))},
      {.name = "conv-bn",
       .title = "Five convolutions",
       .description = "Five convolutions, each with batch normalization and ReLU, trained on "
                      "distorted digits: "
                      "one column of the committee.",
       .source = "Receptive, after Ioffe and Szegedy 2015, Batch normalization (no MNIST figure)",
       .data = {"mnist", "xo28"},
       .epochs = 15,
       .spec = network(column_layers, distortions + one_cycle(15, 0.005))},
      {.name = "small-resnet",
       .title = "Small ResNet",
       .description =
           "Four residual blocks: each adds what two convolutions found to what went in.",
       .source = "After He et al. 2016, Deep residual learning (no MNIST figure)",
       .data = {"mnist", "xo28"},
       .epochs = 15,
       .spec =
           network(normalized_conv(16, 5, same) + R"({"type": "maxPooling2d", "name": "stem"},)" +
                       residual_block("block1", "stem", 24, 1, true) +
                       residual_block("block2", "block1", 24, 1, false) +
                       residual_block("block3", "block2", 48, 2, true) +
                       residual_block("block4", "block3", 48, 1, false) +
                       R"({"type": "globalAveragePooling2d"}, {"type": "dense", "units": 10})",
                   distortions + one_cycle(15, 0.005))},
      {.name = "small-inception",
       .title = "Small Inception",
       .description = "Filters of 1x1, 3x3 and 5x5 and a pooling look at the same maps side by "
                      "side; what they "
                      "find is put together.",
       .source = "After Szegedy et al. 2015, Going deeper with convolutions (no MNIST figure)",
       .data = {"mnist", "xo28"},
       .epochs = 15,
       .spec =
           network(normalized_conv(16, 5, same) + R"({"type": "maxPooling2d", "name": "stem"},)" +
                       inception_block("mixed1", "stem", 8) +
                       R"({"type": "maxPooling2d", "name": "shrunk"},)" +
                       inception_block("mixed2", "shrunk", 16) +
                       R"({"type": "globalAveragePooling2d"}, {"type": "dropout", "rate": 0.2},
                              {"type": "dense", "units": 10})",
                   distortions + one_cycle(15, 0.005))},
      {.name = "rcnn",
       .title = "Recurrent convolutions",
       .description =
           "Two layers whose maps look at themselves three times over with the same weights before "
           "they pass anything on.",
       .source = "After Liang and Hu 2015, Recurrent convolutional neural network for object "
                 "recognition: "
                 "0.31 % MNIST test error with 96 maps a layer",
       .data = {"mnist", "xo28"},
       .epochs = 15,
       .spec = network(
           R"({"type": "conv2d", "filters": 16, "kernelSize": 5, "padding": "same",
               "activation": "relu", "kernelInitializer": "heNormal"},
              {"type": "maxPooling2d", "poolSize": 3, "strides": 2, "padding": "same"},
              {"type": "recurrentConv2d", "filters": 24, "kernelSize": 3, "steps": 3,
               "normalize": true, "kernelInitializer": "heNormal"},
              {"type": "maxPooling2d", "poolSize": 3, "strides": 2, "padding": "same"},
              {"type": "recurrentConv2d", "filters": 48, "kernelSize": 3, "steps": 3,
               "normalize": true, "kernelInitializer": "heNormal"},
              {"type": "globalMaxPooling2d"}, {"type": "dropout", "rate": 0.2},
              {"type": "dense", "units": 10})",
           distortions + one_cycle(15, 0.002))},
      {.name = "committee",
       .title = "A committee of columns",
       .description =
           "Seven nets that saw digits of different widths answer together: the mean of their "
           "answers counts.",
       .source =
           "Ciresan et al. 2012, Multi-column deep neural networks: 0.23 % MNIST test error with "
           "35 columns",
       .data = {"committee"},
       .epochs = 15,
       .spec = network(column_layers, distortions + one_cycle(15, 0.005)),
       .columns = {10, 12, 14, 16, 18, 20, 0}},
  };
}

}  // namespace receptive
