#pragma once

#include <string>

#include "nn/arguments.h"
#include "nn/layer.h"

namespace receptive {

/// Reads `kernelInitializer` by Keras's names; the default is Keras's own, glorotUniform.
inline Initializer read_kernel_initializer(Arguments& arguments) {
  const std::string name = arguments.choice(
      "kernelInitializer",
      {"glorotUniform", "glorotNormal", "heUniform", "heNormal", "lecunUniform", "lecunNormal",
       "fanInUniform", "zeros"},
      "glorotUniform");
  if (name == "glorotNormal") return Initializer::glorot_normal;
  if (name == "heUniform") return Initializer::he_uniform;
  if (name == "heNormal") return Initializer::he_normal;
  if (name == "lecunUniform") return Initializer::lecun_uniform;
  if (name == "lecunNormal") return Initializer::lecun_normal;
  if (name == "fanInUniform") return Initializer::fan_in_uniform;
  if (name == "zeros") return Initializer::zeros;
  return Initializer::glorot_uniform;
}

}  // namespace receptive
