#include "io/layouts.h"

#include "io/refuse_file.h"
#include "io/shape_text.h"

namespace receptive {

namespace {

constexpr std::string_view mlx =
    "MLX's layout (filters, height, width, channels), which is not read yet";
constexpr std::string_view keras =
    "the layout of Keras and TensorFlow (height, width, channels, filters; inputs, units), which "
    "is not read yet";

[[noreturn]] void refuse(std::string_view name, std::string_view layout) {
  refuse_file(
      {"weights as PyTorch lays them out (filters, channels, height, width; units, inputs)"
       ", found ",
       name, " in ", layout});
}

}  // namespace

void refuse_marked_layouts(const Safetensors& file) {
  const Json format = file.metadata().value("format", Json());
  if (format == "mlx") refuse("the format mlx", mlx);
  for (const char* other : {"tf", "keras", "flax"}) {
    if (format == other) refuse("another format", keras);
  }
  for (const StoredTensor& tensor : file.tensors()) {
    if (tensor.name.ends_with("kernel") || tensor.name.ends_with("kernel:0")) {
      refuse(tensor.name, keras);
    }
  }
}

void refuse_other_layouts(std::span<const StoredTensor* const> tensors,
                          std::span<const ParameterName> names) {
  for (const StoredTensor* tensor : tensors) {
    std::string_view layout;
    for (const ParameterName& name : names) {
      const auto& [n, c, h, w] = name.info->shape;
      const std::string_view shape = tensor->shape;
      const int rank = name.info->rank;
      if (shape == shape_text({n, c, h, w}, rank)) {
        layout = {};
        break;
      }
      if (rank == 4 && shape == shape_text({n, h, w, c}, rank)) layout = mlx;
      if (rank == 4 && shape == shape_text({h, w, c, n}, rank)) layout = keras;
      if (rank == 2 && shape == shape_text({c, n}, rank)) layout = keras;
    }
    if (!layout.empty()) refuse(tensor->name, layout);
  }
}

}  // namespace receptive
