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
  for (const Json::Member& remark : file.metadata().items()) {
    if (remark.name != "format") continue;
    const std::string format = remark.value.get<std::string>();
    if (format == "mlx") refuse("the format mlx", mlx);
    if (format == "tf" || format == "keras" || format == "flax") refuse("this format", keras);
  }
  for (const StoredTensor& tensor : file.tensors()) {
    if (tensor.name.ends_with("kernel") || tensor.name.ends_with("kernel:0")) {
      refuse(tensor.name, keras);
    }
  }
}

void refuse_other_layouts(std::span<const StoredTensor* const> tensors,
                          std::span<const ParameterName> names) {
  struct Turn {
    int rank;
    int order[4];
    std::string_view layout;
  };
  constexpr Turn turns[] = {{4, {0, 2, 3, 1}, mlx}, {4, {2, 3, 1, 0}, keras}, {2, {1, 0}, keras}};
  for (const StoredTensor* tensor : tensors) {
    std::string_view layout;
    bool is_right = false;
    for (const ParameterName& name : names) {
      const auto extents = extents_of(*name.info);
      is_right = is_right || tensor->shape == shape_text(*name.info);
      for (const Turn& turn : turns) {
        if (turn.rank != name.info->rank) continue;
        std::array<int, 4> turned = {};
        for (std::size_t i = 0; i < 4; ++i) {
          turned[i] = extents[static_cast<std::size_t>(turn.order[i])];
        }
        if (tensor->shape == shape_text(turned, turn.rank)) layout = turn.layout;
      }
    }
    if (!is_right && !layout.empty()) refuse(tensor->name, layout);
  }
}

}  // namespace receptive
