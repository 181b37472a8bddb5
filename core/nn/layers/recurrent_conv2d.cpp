#include <utility>

#include "nn/layers.h"
#include "nn/layers/common_arguments.h"
#include "nn/layers/weight_argument.h"

namespace receptive {

extern const LayerKind recurrent_conv2d_layer;

namespace declared {

/// Its weights grow with their square.
constexpr Argument state_maps{
    .name = "filters",
    .type = ArgumentType::whole,
    .required = true,
    .low = 1,
    .high = 4096,
    .title = "Filters",
    .about = "How many different things it looks for; each makes a map of its own."};

constexpr Argument steps{.name = "steps",
                         .type = ArgumentType::whole,
                         .low = 1,
                         .high = 16,
                         .fallback = 3,
                         .title = "Steps",
                         .about = "Times that it reads its own output."};
constexpr Argument normalize{
    .name = "normalize",
    .type = ArgumentType::flag,
    .fallback = 0,
    .title = "Normalize",
    .about = "Response normalization behind every step, with the constants of Liang and Hu 2015."};

}  // namespace declared

namespace {

/// The layers of one `recurrentConv2d` (Liang and Hu 2015), joined by name: x(0) = relu(feed), and
/// for t = 1 .. T x(t) = relu(feed + recurrent * x(t - 1)), where feed = forward * input + bias and
/// all steps share the weights of `recurrent`. With T = 3 it is a net four layers deep.
class Recurrence {
 public:
  Recurrence(const LayerSpec& layer, const NextName& next_name)
      : layer_(layer), next_name_(next_name) {}

  std::vector<LayerSpec> unroll() {
    Arguments arguments(layer_.name, recurrent_conv2d_layer.declaration, layer_.arguments);
    const int filters = arguments.whole("filters");
    const int steps = arguments.whole("steps");
    const bool normalize = arguments.flag("normalize");
    (void)arguments.pair("kernelSize");
    convolution_ = {{"filters", static_cast<double>(filters)}, {"padding", std::string("same")}};
    for (const char* passed_on : {"kernelSize", "kernelInitializer"}) {
      if (const auto value = arguments.raw(passed_on)) convolution_[passed_on] = *value;
    }

    layers_.push_back({.type = "conv2d",
                       .name = layer_.name,
                       .inputs = layer_.inputs,
                       .arguments = convolution_,
                       .weights_of = layer_.weights_of,
                       .trainable = layer_.trainable});
    std::string state = rectify(layer_.name, normalize);
    std::string recurrent;
    for (int step = 1; step <= steps; ++step) {
      const std::string fed_back = feed_back(state, recurrent);
      if (recurrent.empty()) recurrent = fed_back;
      const std::string sum = add("add", {layer_.name, fed_back}, {});
      state = rectify(sum, normalize);
    }
    return std::move(layers_);
  }

 private:
  /// One more layer; returns its name.
  std::string add(const std::string& type, std::vector<std::string> inputs, Values arguments) {
    layers_.push_back({.type = type,
                       .name = next_name_(layer_.name + "_" + type),
                       .inputs = std::move(inputs),
                       .arguments = std::move(arguments)});
    return layers_.back().name;
  }

  std::string rectify(const std::string& input, bool normalize) {
    std::string state = add("relu", {input}, {});
    if (!normalize) return state;
    // The constants of Liang and Hu 2015, section 3.2.
    return add("localResponseNormalization", {state},
               {{"depthRadius", 4.0}, {"bias", 1.0}, {"alpha", 0.001}, {"beta", 0.75}});
  }

  std::string feed_back(const std::string& state, const std::string& weights_of) {
    Values arguments = convolution_;
    arguments["useBias"] = false;
    layers_.push_back({.type = "conv2d",
                       .name = next_name_(layer_.name + "_recurrent"),
                       .inputs = {state},
                       .arguments = std::move(arguments),
                       .weights_of = weights_of,
                       .trainable = layer_.trainable});
    return layers_.back().name;
  }

  const LayerSpec& layer_;
  const NextName& next_name_;
  Values convolution_;
  std::vector<LayerSpec> layers_;
};

std::vector<LayerSpec> unroll(const LayerSpec& layer, const NextName& next_name) {
  return Recurrence(layer, next_name).unroll();
}

}  // namespace

extern constinit const LayerKind recurrent_conv2d_layer{
    .declaration = {.name = "recurrentConv2d",
                    .role = Role::remembers,
                    .group = LayerGroup::filters,
                    .arguments =
                        arguments_of<declared::state_maps, declared::kernel_size, declared::steps,
                                     declared::normalize, declared::kernel_initializer>,
                    .title = "Recurrent convolution",
                    .about = "A convolution that reads its own output again for a few steps.",
                    .start = R"({"filters": 8, "kernelSize": 3, "steps": 2})"},
    .expand = unroll};

}  // namespace receptive
