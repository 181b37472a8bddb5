#pragma once

// Networks of the texts as layers in JSON.

#include <string>

namespace receptive::testing {

/// Convolutions of 3x3 in five blocks behind which the map is halved, and three dense layers
/// (Simonyan and Zisserman 2015, configuration D), named as in the cs231n notes' table.
inline std::string vgg16() {
  std::string layers = "[";
  const int filters[] = {64, 128, 256, 512, 512};
  for (int block = 0; block < 5; ++block) {
    const int convolutions = block < 2 ? 2 : 3;
    const std::string number = std::to_string(block + 1);
    for (int i = 1; i <= convolutions; ++i) {
      layers +=
          R"({"type": "conv2d", "kernelSize": 3, "padding": 1, "activation": "relu", "name": ")"
          "conv" +
          number + "_" + std::to_string(i) + R"(", "filters": )" + std::to_string(filters[block]) +
          "}, ";
    }
    layers += R"({"type": "maxPooling2d", "name": "pool)" + number + "\"}, ";
  }
  return layers + R"({"type": "flatten"},
    {"type": "dense", "name": "fc1", "units": 4096, "activation": "relu"},
    {"type": "dense", "name": "fc2", "units": 4096, "activation": "relu"},
    {"type": "dense", "name": "fc3", "units": 1000}])";
}

/// AlexNet (Krizhevsky, Sutskever and Hinton 2012), whose groups are the halves of its two GPUs.
inline std::string alexnet() {
  return R"([
    {"type": "conv2d", "name": "conv1", "filters": 96, "kernelSize": 11, "strides": 4,
     "activation": "relu"},
    {"type": "localResponseNormalization", "depthRadius": 2, "bias": 2, "alpha": 1e-4,
     "beta": 0.75},
    {"type": "maxPooling2d", "name": "pool1", "poolSize": 3, "strides": 2},
    {"type": "conv2d", "name": "conv2", "filters": 256, "kernelSize": 5, "padding": 2, "groups": 2,
     "activation": "relu"},
    {"type": "localResponseNormalization", "depthRadius": 2, "bias": 2, "alpha": 1e-4,
     "beta": 0.75},
    {"type": "maxPooling2d", "name": "pool2", "poolSize": 3, "strides": 2},
    {"type": "conv2d", "name": "conv3", "filters": 384, "kernelSize": 3, "padding": 1,
     "activation": "relu"},
    {"type": "conv2d", "name": "conv4", "filters": 384, "kernelSize": 3, "padding": 1, "groups": 2,
     "activation": "relu"},
    {"type": "conv2d", "name": "conv5", "filters": 256, "kernelSize": 3, "padding": 1, "groups": 2,
     "activation": "relu"},
    {"type": "maxPooling2d", "name": "pool5", "poolSize": 3, "strides": 2},
    {"type": "dense", "name": "fc6", "units": 4096, "activation": "relu"}, {"type": "dropout"},
    {"type": "dense", "name": "fc7", "units": 4096, "activation": "relu"}, {"type": "dropout"},
    {"type": "dense", "name": "fc8", "units": 1000}])";
}

/// LeNet-5 as published (LeCun et al. 1998, section II.B).
inline std::string lenet5() {
  return R"([
    {"type": "conv2d", "name": "c1", "filters": 6, "kernelSize": 5},
    {"type": "scaledTanh"},
    {"type": "subsampling2d", "name": "s2"},
    {"type": "scaledTanh"},
    {"type": "conv2d", "name": "c3", "filters": 16, "kernelSize": 5, "connections":
     "012 123 234 345 045 015 0123 1234 2345 0345 0145 0125 0134 1245 0235 012345"},
    {"type": "scaledTanh"},
    {"type": "subsampling2d", "name": "s4"},
    {"type": "scaledTanh"},
    {"type": "conv2d", "name": "c5", "filters": 120, "kernelSize": 5},
    {"type": "scaledTanh"},
    {"type": "flatten"},
    {"type": "dense", "name": "f6", "units": 84},
    {"type": "scaledTanh"},
    {"type": "radialBasis", "name": "output", "units": 10, "prototypes": "digits"}])";
}

}  // namespace receptive::testing
