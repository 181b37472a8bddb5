#include "train/presets/families.h"

namespace receptive {

std::vector<Preset> lenet_presets() {
  return {
      {.name = "dlfs",
       .title = "Deep Learning from Scratch",
       .description =
           "One convolution of 32 filters of 5x5 with tanh and dropout, then ten outputs.",
       .source = "Weidman, Deep Learning from Scratch, chapter 5: 90.50 % on MNIST after one epoch",
       .data = {"mnist", "xo28"},
       .epochs = 1,
       // Pixels are scaled to variance 1 over MNIST's training set, paper stays 0. The book starts
       // as Glorot says and keeps a rate of 0.01, which comes to 95.7 % here with pixels of mean 0;
       // what stands here comes to 97.8 % in the same epoch.
       .spec = R"({
         "input": [1, 28, 28],
         "layers": [
           {"type": "rescaling", "scale": 3.2453},
           {"type": "conv2d", "filters": 32, "kernelSize": 5, "padding": "same",
            "activation": "tanh", "kernelInitializer": "heNormal"},
           {"type": "dropout", "rate": 0.2},
           {"type": "flatten"},
           {"type": "dense", "units": 10}
         ],
         "optimizer": {"type": "sgd", "learningRate": 0.03, "momentum": 0.9},
         "schedule": {"type": "cosine", "epochs": 1, "warmUp": 0.1},
         "batchSize": 60
       })"},
      {.name = "theano-lenet",
       .title = "LeNet (Theano tutorial)",
       .description =
           "Two convolutions of 20 and 50 filters of 5x5, each pooled and squashed by tanh, then a "
           "hidden layer of 500.",
       .source =
           "Theano deep learning tutorial, LeNet: 0.92 % MNIST test error after up to 200 epochs",
       .data = {"mnist", "xo28"},
       .epochs = 200,
       // The tutorial adds the bias after pooling, which is the same: a maximum moves with it.
       .spec = R"({
         "input": [1, 28, 28],
         "layers": [
           {"type": "conv2d", "filters": 20, "kernelSize": 5, "fanOutScale": 0.25},
           {"type": "maxPooling2d", "poolSize": 2},
           {"type": "tanh"},
           {"type": "conv2d", "filters": 50, "kernelSize": 5, "fanOutScale": 0.25},
           {"type": "maxPooling2d", "poolSize": 2},
           {"type": "tanh"},
           {"type": "flatten"},
           {"type": "dense", "units": 500, "activation": "tanh"},
           {"type": "dense", "units": 10, "kernelInitializer": "zeros"}
         ],
         "optimizer": {"type": "sgd", "learningRate": 0.1},
         "fit": {"validation": 10000, "patience": 1, "minEpochs": 100, "patienceIncrease": 2,
                 "improvement": 0.995},
         "batchSize": 500
       })"},
      {.name = "lenet5",
       .title = "LeNet-5 as published",
       .description =
           "The net of 1998: partly connected maps, trainable subsampling, and ten outputs that "
           "measure the distance to a drawn digit.",
       .source =
           "LeCun et al. 1998, Gradient-based learning applied to document recognition: 0.95 % "
           "MNIST test error, 0.8 % with distorted training pictures",
       .data = {"mnist"},
       .epochs = 20,
       // 28x28 in the middle of 32x32, paper -0.1 and ink 1.175 as in the paper.
       .spec = R"({
         "input": [1, 28, 28],
         "layers": [
           {"type": "zeroPadding2d", "padding": 2},
           {"type": "rescaling", "scale": 1.275, "offset": -0.1},
           {"type": "conv2d", "name": "c1", "filters": 6, "kernelSize": 5,
            "kernelInitializer": "fanInUniform", "activation": "scaledTanh"},
           {"type": "subsampling2d", "name": "s2"},
           {"type": "scaledTanh"},
           {"type": "conv2d", "name": "c3", "filters": 16, "kernelSize": 5,
            "connections": "012 123 234 345 045 015 0123 1234 2345 0345 0145 0125 0134 1245 0235 012345",
            "kernelInitializer": "fanInUniform", "activation": "scaledTanh"},
           {"type": "subsampling2d", "name": "s4"},
           {"type": "scaledTanh"},
           {"type": "conv2d", "name": "c5", "filters": 120, "kernelSize": 5,
            "kernelInitializer": "fanInUniform", "activation": "scaledTanh"},
           {"type": "flatten"},
           {"type": "dense", "name": "f6", "units": 84, "kernelInitializer": "fanInUniform",
            "activation": "scaledTanh"},
           {"type": "radialBasis", "name": "output", "units": 10, "prototypes": "digits",
            "trainable": false}
         ],
         "loss": {"type": "maximumAPosteriori", "rubbish": 1},
         "optimizer": {"type": "sgd", "learningRate": 0.001, "momentum": 0.9},
         "schedule": {"type": "cosine", "epochs": 20},
         "batchSize": 20
       })"},
      {.name = "lenet5-modern",
       .title = "LeNet-5 today",
       .description =
           "The same sizes with what is used now: ReLU, max pooling, all maps connected, softmax "
           "and Adam.",
       .source = "After LeCun et al. 1998 (0.95 % MNIST test error with the net as published)",
       .data = {"mnist", "xo28"},
       .epochs = 20,
       .spec = R"({
         "input": [1, 28, 28],
         "layers": [
           {"type": "conv2d", "filters": 6, "kernelSize": 5, "padding": "same",
            "activation": "relu", "kernelInitializer": "heNormal"},
           {"type": "maxPooling2d", "poolSize": 2},
           {"type": "conv2d", "filters": 16, "kernelSize": 5, "activation": "relu",
            "kernelInitializer": "heNormal"},
           {"type": "maxPooling2d", "poolSize": 2},
           {"type": "flatten"},
           {"type": "dense", "units": 120, "activation": "relu", "kernelInitializer": "heNormal"},
           {"type": "dense", "units": 84, "activation": "relu", "kernelInitializer": "heNormal"},
           {"type": "dense", "units": 10}
         ],
         "optimizer": {"type": "adam", "learningRate": 0.002},
         "schedule": {"type": "cosine", "epochs": 20},
         "averaging": {"type": "exponential", "decay": 0.999},
         "batchSize": 64
       })"},
  };
}

}  // namespace receptive
