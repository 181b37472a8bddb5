#include "io/layouts.h"

#include "base/error.h"
#include "io/tensor_entry.h"

namespace receptive {

namespace {

constexpr const char* mlx =
    "MLX's layout (filters, height, width, channels), which is not read yet: save it with "
    "the channels before height and width, as PyTorch does";
constexpr const char* keras =
    "the layout of Keras and TensorFlow (height, width, channels, filters; inputs, units), which "
    "is "
    "not read yet: save it turned round, as PyTorch does (filters, channels, height, width; units, "
    "inputs)";

[[noreturn]] void refuse(const std::string& name, const char* layout) {
  throw FormatError("model file: expected weights as PyTorch lays them out, found " + name +
                    " in " + layout);
}

/// The extents in another order.
Json turned(const StoredTensor& tensor, std::span<const std::size_t> order) {
  Json shape = Json::array();
  for (const std::size_t from : order) shape.push_back(tensor.shape[from]);
  return shape;
}

bool is_wanted(const Json& shape, std::span<const ParameterName> names) {
  for (const ParameterName& name : names) {
    if (entry_shape(*name.info) == shape) return true;
  }
  return false;
}

}  // namespace

void refuse_marked_layouts(const Safetensors& file) {
  const Json format = file.metadata.value("format", Json());
  if (format == "mlx") refuse("those of the format \"mlx\"", mlx);
  for (const char* other : {"tf", "keras", "flax"}) {
    if (format == other) refuse("those of the format " + format.dump(), keras);
  }
  for (const StoredTensor& tensor : file.tensors) {
    const std::string_view name = tensor.name;
    if (name.ends_with("kernel") || name.ends_with("kernel:0")) refuse(tensor.name, keras);
  }
}

void refuse_other_layouts(std::span<const StoredTensor* const> tensors,
                          std::span<const ParameterName> names) {
  constexpr std::size_t from_mlx[] = {0, 3, 1, 2};
  constexpr std::size_t from_keras[] = {3, 2, 0, 1};
  constexpr std::size_t dense_from_keras[] = {1, 0};
  for (const StoredTensor* tensor : tensors) {
    const std::size_t rank = tensor->shape.size();
    if ((rank != 4 && rank != 2) || is_wanted(Json(tensor->shape), names)) continue;
    if (rank == 4 && is_wanted(turned(*tensor, from_mlx), names)) refuse(tensor->name, mlx);
    if (rank == 4 ? is_wanted(turned(*tensor, from_keras), names)
                  : is_wanted(turned(*tensor, dense_from_keras), names)) {
      refuse(tensor->name, keras);
    }
  }
}

}  // namespace receptive
