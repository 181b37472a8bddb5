#include "support/random_network.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <stdexcept>
#include <vector>

#include "base/error.h"
#include "base/random.h"
#include "nn/graph.h"
#include "nn/layers.h"
#include "train/trainer_spec.h"

namespace receptive::testing {

namespace {

/// Lengths around one, two and four lanes of 4, and one and two of 8.
constexpr std::array edges = {1, 3, 4, 5, 7, 8, 9, 15, 16, 17};

class Draw {
 public:
  explicit Draw(std::uint64_t seed) : random_(seed, 71) {}

  int between(int low, int high) {
    return low + static_cast<int>(random_.below(static_cast<std::uint32_t>(high - low + 1)));
  }
  bool one_in(int count) { return between(1, count) == 1; }
  int edge(int most = 17) {
    const int value = edges[random_.below(edges.size())];
    return value <= most ? value : between(1, most);
  }
  template <typename List>
  auto of(const List& list) {
    return list[random_.below(static_cast<std::uint32_t>(std::size(list)))];
  }

 private:
  Random random_;
};

/// `, "name": value`
std::string with(const char* name, const std::string& value) {
  return std::string(", \"") + name + "\": " + value;
}
std::string with(const char* name, int value) { return with(name, std::to_string(value)); }
std::string quoted(const std::string& text) { return '"' + text + '"'; }

/// One text behind the other. Between braces each is drawn before the next (C++20,
/// [dcl.init.list]); around a `+` a compiler may draw the last one first, and another seed's
/// network comes out.
std::string in_order(std::initializer_list<std::string> texts) {
  std::string joined;
  for (const std::string& text : texts) joined += text;
  return joined;
}

class Writer {
 public:
  explicit Writer(std::uint64_t seed) : draw_(seed) {
    const auto kinds = layer_kinds();
    wanted_ = kinds[static_cast<std::size_t>(seed % kinds.size())]->declaration.name;
    row_ = wanted_ == "conv1d" || wanted_ == "globalMaxPooling1d" || wanted_ == "embedding";
    if (row_) {
      shape_ = {1, draw_.edge(), 1, draw_.edge()};
    } else {
      shape_ = {1, draw_.edge(), draw_.edge(), draw_.edge()};
      while (shape_.count() > 1500) shape_.c = (shape_.c + 1) / 2;
    }
    if (wanted_ == "embedding") {
      shape_.c = 1;
      words_ = draw_.edge() + 1;  // the same word everywhere has no spread to normalize
    }
    input_ = "[" + std::to_string(shape_.c) + ", " + std::to_string(shape_.h) + ", " +
             std::to_string(shape_.w) + "]";
  }

  RandomNetwork write() {
    if (words_ > 0) add("embedding");
    const int before = row_ ? 0 : draw_.between(0, 2);
    for (int i = 0; i < before; ++i) add_any();
    if (words_ == 0) add_wanted();
    const int behind = draw_.between(0, 3);
    for (int i = 0; i < behind; ++i) draw_.one_in(3) ? fork(draw_.one_in(2)) : add_any();
    end();
    return {.json = text(),
            .batch = draw_.of(std::array{1, 2, 3, 4, 5, 7, 8, 9, 17}),
            .training = !draw_.one_in(3),
            .words = words_};
  }

 private:
  [[nodiscard]] std::string text(const std::string& closing = "") const {
    std::string list;
    for (const std::string& layer : layers_) list += (list.empty() ? "" : ", ") + layer;
    return R"({"input": )" + input_ + R"(, "layers": [)" + list + closing + "]" + loss_ + "}";
  }

  /// Adds a layer that reads `inputs`, or the one before it where that is empty, if the network
  /// then still fits together and stays small. Otherwise all is as it was.
  bool try_layer(const std::string& type, const std::string& arguments,
                 const std::string& inputs = "") {
    const std::string name = "l" + std::to_string(layers_.size());
    const std::string reads = inputs.empty() ? quoted(last_) : inputs;
    layers_.push_back(R"({"type": ")" + type + R"(", "name": ")" + name + R"(", "inputs": [)" +
                      reads + "]" + arguments + "}");
    // Every layer must be read by another one, so the ends of branches are gathered for now.
    std::string closing;
    std::string ends;
    std::vector<std::string> open = open_;
    open.push_back(name);
    for (std::size_t i = 0; i < open.size() && open.size() > 1; ++i) {
      const std::string end = quoted("end" + std::to_string(i));
      closing +=
          R"(, {"type": "flatten", "name": )" + end + R"(, "inputs": [)" + quoted(open[i]) + "]}";
      ends += (i == 0 ? "" : ", ") + end;
    }
    if (!closing.empty()) closing += R"(, {"type": "concatenate", "inputs": [)" + ends + "]}";
    try {
      const Graph graph(parse_trainer_spec(text(closing)).model);
      if (is_small(graph)) {
        const std::size_t closed = open.size() > 1 ? open.size() + 1 : 0;
        shape_ = graph.nodes()[graph.nodes().size() - 1 - closed].output;
        last_ = name;
        return true;
      }
    } catch (const SpecError&) {
      // Drawn without a look at what comes in; the next draw may fit.
      layers_.pop_back();
      return false;
    }
    layers_.pop_back();
    return false;
  }

  /// The plain loops run each network several times.
  [[nodiscard]] bool is_small(const Graph& graph) const {
    std::int64_t products = 0;
    for (const Node& node : graph.nodes()) {
      if (node.output.count() > 6000) return false;
      products += node.layer->cost().multiply_adds;
    }
    return products < most_products_;
  }

  /// A layer of the type, with whatever arguments; false when none of many draws fits here.
  bool add(const std::string& type) {
    for (int draw = 0; draw < 12; ++draw) {
      if (try_layer(type, arguments_of(type))) return true;
    }
    return false;
  }

  void add_any() {
    const auto kinds = layer_kinds();
    for (int draw = 0; draw < 8; ++draw) {
      const std::string type = draw_.one_in(3) ? "conv2d" : draw_.of(kinds)->declaration.name;
      // Rows and words are where they are wanted; what ends a network with one number a map, or
      // joins others, has its own place.
      if (type == "embedding" || type == "add" || type == "concatenate" || type == "radialBasis")
        continue;
      const bool ends = type == "dense" || type == "flatten" || type.starts_with("global");
      if (ends && !draw_.one_in(4)) continue;
      if (add(type)) return;
    }
  }

  void add_wanted() {
    if (wanted_ == "add") return fork(true);
    if (wanted_ == "concatenate") return fork(false);
    if (wanted_ != "radialBasis") add(wanted_);
  }

  /// Two or three branches from here, which are added or put side by side; a branch may be nothing.
  void fork(bool sum) {
    const std::string start = last_;
    const Shape before = shape_;
    const std::size_t layers = layers_.size();
    const int branches = draw_.between(2, 3);
    for (int i = 0; i < branches; ++i) {
      last_ = start;
      shape_ = before;
      const int depth = draw_.between(i == 0 ? 1 : 0, 2);
      for (int j = 0; j < depth; ++j) keep_size(sum);
      open_.push_back(last_);
    }
    std::string inputs;
    for (const std::string& end : open_) inputs += (inputs.empty() ? "" : ", ") + quoted(end);
    open_.clear();
    if (try_layer(sum ? "add" : "concatenate", "", inputs)) return;
    layers_.resize(layers);
    last_ = start;
    shape_ = before;
  }

  /// A layer that makes maps of the size it reads, and as many where `sum` will add them.
  void keep_size(bool sum) {
    const std::string padded = with("padding", R"("same")");
    switch (draw_.between(0, 6)) {
      case 0:
        try_layer("averagePooling2d", with("poolSize", 3) + with("strides", 1) + padded);
        return;
      case 1:
        try_layer("batchNormalization", arguments_of("batchNormalization"));
        return;
      case 2:
        try_layer(draw_.of(std::array{"relu", "tanh", "elu", "sigmoid"}), "");
        return;
      case 3:
        try_layer("depthwiseConv2d",
                  in_order({with("kernelSize", draw_.between(1, 3)), padded, activation()}));
        return;
      default: {
        const std::string before = last_;
        const Shape maps = shape_;
        const std::string arguments =
            in_order({with("kernelSize", draw_.between(1, 5)), padded, activation(),
                      with("filters", sum ? shape_.c : draw_.edge()), trainable()});
        // One that reads the weights of another, where the shapes allow it.
        if (try_layer("conv2d", arguments) && shape_ == maps && draw_.one_in(4)) {
          try_layer("conv2d", arguments + with("weightsOf", quoted(last_)));
        }
      }
    }
  }

  void end() {
    const int classes = draw_.of(std::array{2, 3, 5, 10, 17});
    const bool distances = wanted_ == "radialBasis" || draw_.one_in(8);
    most_products_ *= 2;  // there is always room for it
    while (!try_layer(distances ? "radialBasis" : "dense", with("units", classes))) {
      // Too many values: fewer of them.
      if (!add("globalAveragePooling2d"))
        throw std::logic_error("random network: no end: " + text());
    }
    if (!distances && draw_.one_in(4)) try_layer("softmax", "");
    const std::string type = distances && !draw_.one_in(3)
                                 ? "maximumAPosteriori"
                                 : draw_.of(std::array{"softmaxCrossEntropy", "softmaxCrossEntropy",
                                                       "meanSquaredError", "hinge"});
    loss_ = R"(, "loss": {"type": ")" + type + '"';
    if (type == "softmaxCrossEntropy" && draw_.one_in(2)) loss_ += with("labelSmoothing", "0.1");
    if (type == "hinge") loss_ += with("margin", draw_.of(std::array{"0.5", "1", "2"}));
    if (type == "maximumAPosteriori") loss_ += with("rubbish", draw_.of(std::array{"0.5", "5"}));
    if (draw_.one_in(3)) {
      std::string weights;
      for (int i = 0; i < classes; ++i) weights += (i == 0 ? "" : ", ") + std::to_string(1 + i % 3);
      loss_ += with("classWeight", "[" + weights + "]");
    }
    loss_ += "}";
  }

  std::string activation() {
    if (draw_.one_in(2)) return "";
    return with("activation",
                quoted(draw_.of(std::array{"relu", "leakyRelu", "elu", "sigmoid", "tanh",
                                           "scaledTanh", "abs", "softmax", "linear"})));
  }
  std::string trainable() { return draw_.one_in(8) ? with("trainable", "false") : ""; }
  std::string bias() { return draw_.one_in(3) ? with("useBias", "false") : ""; }
  std::string pair(int low, int high) {
    return in_order({"[", std::to_string(draw_.between(low, high)), ", ",
                     std::to_string(draw_.between(low, high)), "]"});
  }
  std::string pair_within(int high) {
    return row_ ? "[1, " + std::to_string(draw_.between(1, high)) + "]" : pair(1, high);
  }
  std::string padding() { return draw_.one_in(2) ? with("padding", R"("same")") : ""; }
  std::string strides(int most) { return draw_.one_in(2) ? with("strides", pair(1, most)) : ""; }
  std::string flag(const char* name) { return draw_.one_in(3) ? with(name, "false") : ""; }

  /// How many maps may be one group, or how many groups they may be: a divisor.
  int divisor(int of) {
    for (;;) {
      const int candidate = draw_.between(1, of);
      if (of % candidate == 0) return candidate;
    }
  }

  std::string convolution() {
    // Winograd's transforms are for squares of 3 and 5 with enough maps.
    if (!row_ && draw_.one_in(3)) {
      return in_order({with("filters", draw_.of(std::array{8, 9, 16, 17})),
                       with("kernelSize", draw_.of(std::array{3, 5})), padding(), bias(),
                       activation()});
    }
    const int groups = divisor(shape_.c);
    const bool grouped = groups > 1 && draw_.one_in(3);
    const int filters = grouped ? groups * draw_.between(1, 3) : draw_.edge();
    return in_order({with("filters", filters), grouped ? with("groups", groups) : "",
                     with("kernelSize", pair_within(5)), strides(3), padding(), bias(),
                     activation(), trainable(),
                     draw_.one_in(4) ? with("dilationRate", pair_within(2)) : ""});
  }

  std::string connections() {
    const int filters = draw_.between(1, 9);
    std::string table;
    for (int i = 0; i < filters; ++i) {
      table += i == 0 ? "" : " ";
      for (int map = 0; map < shape_.c; ++map) {
        if (map == i % shape_.c || draw_.one_in(2)) table += std::to_string(map) + ",";
      }
      // "0," is a group of one.
    }
    return with("filters", filters) + with("kernelSize", 3) + with("padding", R"("same")") +
           with("connections", quoted(table));
  }

  std::string pooling() {
    return in_order({with("poolSize", pair_within(3)), strides(3), padding(),
                     draw_.one_in(3) ? with("ceilMode", "true") : ""});
  }

  std::string arguments_of(const std::string& type) {
    if (type == "conv2d")
      return !row_ && shape_.c > 1 && draw_.one_in(8) ? connections() : convolution();
    if (type == "conv1d") {
      return in_order({with("filters", draw_.edge()), with("kernelSize", draw_.between(1, 5)),
                       with("strides", draw_.between(1, 3)),
                       with("dilationRate", draw_.between(1, 2)),
                       with("padding", quoted(draw_.of(std::array{"valid", "same", "causal"}))),
                       bias(), activation()});
    }
    if (type == "depthwiseConv2d") {
      return in_order({with("kernelSize", pair(1, 5)), strides(2), padding(),
                       with("depthMultiplier", draw_.between(1, 3)), bias(), activation()});
    }
    if (type == "locallyConnected2d") {
      return in_order({with("filters", draw_.between(1, 9)), with("kernelSize", pair(1, 3)),
                       strides(2), padding(), bias(), activation()});
    }
    if (type == "conv2dTranspose") {
      return in_order({with("filters", draw_.edge(9)), with("kernelSize", pair(1, 4)), strides(3),
                       padding(), bias(), activation()});
    }
    if (type == "recurrentConv2d") {
      return in_order({with("filters", draw_.edge(9)), with("kernelSize", 3),
                       with("steps", draw_.between(1, 3)), flag("normalize")});
    }
    if (type == "maxPooling2d" || type == "averagePooling2d" || type == "l2Pooling2d")
      return pooling();
    if (type == "blurPooling2d")
      return in_order(
          {with("poolSize", draw_.between(1, 5)), with("strides", draw_.between(1, 3))});
    if (type == "subsampling2d") return in_order({with("poolSize", pair(1, 3)), padding()});
    if (type == "dense")
      return in_order({with("units", draw_.edge()), bias(), activation(), trainable()});
    if (type == "embedding") return with("inputDim", words_) + with("outputDim", draw_.edge());
    if (type == "batchNormalization") return in_order({flag("scale"), flag("center")});
    if (type == "groupNormalization")
      return in_order({with("groups", divisor(shape_.c)), flag("scale"), flag("center")});
    if (type == "dropout" || type == "spatialDropout2d")
      return with("rate", draw_.of(std::array{"0", "0.25", "0.5"}));
    if (type == "localResponseNormalization") {
      return in_order({with("depthRadius", draw_.between(0, 5)),
                       with("alpha", draw_.of(std::array{"0.1", "1"})),
                       with("beta", draw_.of(std::array{"0.5", "0.75"}))});
    }
    if (type == "localContrastNormalization")
      return with("kernelSize", 2 * draw_.between(1, 4) + 1);
    if (type == "rescaling") return with("scale", "0.5") + with("offset", "-0.25");
    if (type == "reshape") {
      const int values = static_cast<int>(shape_.count());
      const int maps = divisor(values);
      const int rows = divisor(values / maps);
      return with("targetShape",
                  "[" + std::to_string(maps) + ", " + std::to_string(rows) + ", -1]");
    }
    if (type == "zeroPadding2d") return with("padding", draw_.between(0, 2));
    return "";
  }

  Draw draw_;
  std::string wanted_;
  bool row_ = false;
  int words_ = 0;
  Shape shape_;
  std::string input_;
  std::vector<std::string> layers_;
  std::string loss_;
  std::int64_t most_products_ = 300'000;
  std::string last_ = "input";     ///< the layer that the next one reads
  std::vector<std::string> open_;  ///< ends of branches that no layer reads yet
};

}  // namespace

RandomNetwork random_network(std::uint64_t seed) { return Writer(seed).write(); }

}  // namespace receptive::testing
