#include "nn/layers/weight_argument.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <utility>

namespace receptive {

namespace {

constexpr std::array initializers = {Initializer::glorot_uniform, Initializer::glorot_normal,
                                     Initializer::he_uniform,     Initializer::he_normal,
                                     Initializer::lecun_uniform,  Initializer::lecun_normal,
                                     Initializer::fan_in_uniform, Initializer::zeros};
static_assert(initializers.size() == std::size(declared::initializers));

/// "6 numbers (3x2)": the first `rank` extents of a shape.
std::string numbers_text(const Shape& shape, int rank) {
  const std::array extents = {shape.n, shape.c, shape.h, shape.w};
  std::int64_t count = 1;
  std::string sizes;
  for (std::size_t i = 0; i < static_cast<std::size_t>(rank); ++i) {
    count *= extents[i];
    sizes += (i == 0 ? "" : "x") + std::to_string(extents[i]);
  }
  return "a list of " + std::to_string(count) + " numbers" + (rank > 1 ? " (" + sizes + ")" : "");
}

/// The numbers of a list that must fill `shape`; empty when the argument is not there.
std::vector<float> read_values(Arguments& arguments, const std::string& name, const Shape& shape,
                               int rank) {
  const std::optional<Value> value = arguments.raw(name);
  if (!value) return {};
  const auto* list = std::get_if<NumberList>(&*value);
  if (list == nullptr) arguments.refuse(name, numbers_text(shape, rank), value_text(*value));
  if (list->size() != shape.count()) {
    arguments.refuse(name, numbers_text(shape, rank), std::to_string(list->size()));
  }
  std::vector<float> values;
  values.reserve(list->size());
  for (const double number : *list) {
    const auto narrow = static_cast<float>(number);
    if (!std::isfinite(narrow)) {
      arguments.refuse(name, "numbers that float32 can hold", value_text(number));
    }
    values.push_back(narrow);
  }
  return values;
}

}  // namespace

Initializer read_kernel_initializer(Arguments& arguments) {
  return initializers[arguments.choice_index("kernelInitializer")];
}

WeightStart read_weight_start(Arguments& arguments, const Shape& weight, int rank,
                              const Shape& bias, int bias_rank) {
  checked_count(weight, arguments.owner() + ": weight");
  WeightStart start;
  start.use_bias = arguments.flag("useBias");
  start.kernel_values = read_values(arguments, "kernelValues", weight, rank);
  if (start.kernel_values.empty()) {
    start.initializer = read_kernel_initializer(arguments);
  } else {
    start.initializer = Initializer::given;
    if (const auto other = arguments.raw("kernelInitializer")) {
      arguments.refuse("kernelInitializer", "none beside kernelValues", value_text(*other));
    }
  }
  start.bias_values = read_values(arguments, "biasValues", bias, bias_rank);
  if (!start.use_bias && !start.bias_values.empty()) {
    arguments.refuse("biasValues", "none where useBias is false",
                     std::to_string(start.bias_values.size()));
  }
  return start;
}

std::vector<ParameterInfo> weight_and_bias(const WeightStart& start, ParameterInfo weight,
                                           const Shape& bias, int bias_rank) {
  weight.initializer = start.initializer;
  weight.values = start.kernel_values;
  std::vector<ParameterInfo> list{std::move(weight)};
  if (start.use_bias) {
    list.push_back(
        {.name = "bias",
         .shape = bias,
         .rank = bias_rank,
         .initializer = start.bias_values.empty() ? Initializer::zeros : Initializer::given,
         .role = ParameterRole::bias,
         .values = start.bias_values});
  }
  return list;
}

}  // namespace receptive
