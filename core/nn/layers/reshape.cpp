#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include "nn/layers.h"

namespace receptive {

namespace declared {

constexpr Argument target_shape{
    .name = "targetShape",
    .type = ArgumentType::shape,
    .required = true,
    .low = -1,
    .high = no_whole_limit,
    .title = "Shape",
    .about = "[channels, height, width]; one of them may be -1 and is then what the others leave."};

}  // namespace declared

namespace {

/// The same values in the same order, seen in another shape.
class Reshape final : public Layer {
 public:
  explicit Reshape(const Shape& output) : output_(output) {}

  [[nodiscard]] Shape output_shape() const override { return output_; }
  [[nodiscard]] bool only_reshapes() const override { return true; }
  [[nodiscard]] Formula formula() const override { return formula::Copy{}; }
  [[nodiscard]] Slid slid(const Values&, const Shape&) const override {
    return {.way = output_.plane_count() == 1 ? Slid::Way::flattens : Slid::Way::bound};
  }
  void forward(const ForwardPass&) const override {}
  void backward(const BackwardPass&) const override {}

 private:
  Shape output_;
};

/// The shape [C, H, W] of `values` values; an extent of -1 is what the others leave. Nothing when
/// the list is no such shape.
std::optional<Shape> target_shape(const std::vector<double>& list, std::int64_t values) {
  if (list.size() != 3) return {};
  std::vector<std::int64_t> extents;
  std::int64_t known = 1;
  for (const double number : list) {
    if (!(number >= -1 && number <= static_cast<double>(values))) return {};
    const auto extent = static_cast<std::int64_t>(number);
    if (extent == 0 || static_cast<double>(extent) != number) return {};
    extents.push_back(extent);
    if (extent > 0) known *= extent;
    if (known > values) return {};  // before the product can overflow
  }
  const auto open = std::ranges::find(extents, -1);
  if (open != extents.end()) {
    *open = values / known;
    known *= *open;
  }
  if (known != values || std::ranges::count(extents, -1) > 0) return {};
  return Shape{1, static_cast<int>(extents[0]), static_cast<int>(extents[1]),
               static_cast<int>(extents[2])};
}

/// (C, H, W) -> (C*H*W, 1, 1).
std::unique_ptr<Layer> make_flatten(Arguments&, LayerInputs inputs) {
  return std::make_unique<Reshape>(Shape{1, static_cast<int>(inputs[0].example_count()), 1, 1});
}

std::unique_ptr<Layer> make_reshape(Arguments& arguments, LayerInputs inputs) {
  const auto values = static_cast<std::int64_t>(inputs[0].example_count());
  const std::optional<Value> value = arguments.raw("targetShape");
  std::optional<Shape> target;
  if (value) {
    const auto* list = std::get_if<NumberList>(&*value);
    if (list != nullptr) target = target_shape(*list, values);
  }
  if (!target) {
    arguments.refuse("targetShape",
                     "[channels, height, width] (one may be -1) of " + std::to_string(values) +
                         " values together",
                     value ? value_text(*value) : "nothing");
  }
  return std::make_unique<Reshape>(*target);
}

}  // namespace

extern constinit const LayerKind flatten_layer{
    .declaration = {.name = "flatten",
                    .role = Role::rearranges,
                    .group = LayerGroup::shapes,
                    .title = "Flatten",
                    .about = "Writes maps as one long row. Dense layers do it by themselves."},
    .make = make_flatten};

extern constinit const LayerKind reshape_layer{
    .declaration = {.name = "reshape",
                    .role = Role::rearranges,
                    .group = LayerGroup::shapes,
                    .arguments = arguments_of<declared::target_shape>,
                    .title = "Another shape",
                    .about = "The same values in the same order, as maps of another size.",
                    .start = R"({"targetShape": [-1, 1, 1]})"},
    .make = make_reshape};

}  // namespace receptive
