#pragma once

#include "base/json.h"
#include "nn/layer.h"

namespace receptive {

/// A parameter's shape as a safetensors header has it: the extents that are meant.
inline Json entry_shape(const ParameterInfo& info) {
  const int extents[] = {info.shape.n, info.shape.c, info.shape.h, info.shape.w};
  Json shape = Json::array();
  for (int i = 0; i < info.rank; ++i) shape.push_back(extents[i]);
  return shape;
}

}  // namespace receptive
