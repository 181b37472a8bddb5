#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "inspect/explain/connections.h"
#include "inspect/explain/network_values.h"

namespace receptive {

/// How a unit's value comes from what it reads.
enum class UnitRule : std::uint8_t {
  weighted_sum,  ///< sum of read * weight, plus bias
  mean,          ///< sum of read * factor, plus bias where there is one
  max,
  root_of_squares,  ///< the root of the sum of squares
  function,         ///< one value through a function
  softmax,
  normalize,  ///< (x - mean) / deviation, scaled and shifted
  copy,
  sum,
  distance,  ///< minus the squared distance to a prototype
  constant,  ///< nothing is read for its value: a zero of padding, a row looked up
};

/// "weightedSum", "mean", ...
const char* rule_name(UnitRule rule);

/// What a unit reads of one layer.
struct UnitReads {
  int node = Graph::network_input;
  std::vector<std::int32_t> places = {};  ///< `Axis::padding` where padding stands
  std::vector<float> values = {};         ///< 0 for padding
  std::vector<float> factors = {};        ///< what each is multiplied with; empty for rules without
  std::string parameter = {};             ///< that the factors are values of, and ...
  std::vector<std::int32_t> weights = {};  ///< ... their places in it
};

/// Where a sliding window stands, in pixels of the map that it reads.
struct UnitWindow {
  Window2d window;
  int row = 0;  ///< of the window's first pixel, negative over padding
  int col = 0;
  Shape reads;  ///< of the layer read
};

struct UnitBias {
  std::string parameter;
  int place = 0;
  double value = 0;
};

/// One unit's value, written out.
struct UnitArithmetic {
  int node = Graph::network_input;
  int place = 0;
  UnitRule rule = UnitRule::constant;
  std::vector<UnitReads> reads = {};
  std::optional<UnitWindow> window = {};
  std::optional<UnitBias> bias = {};
  /// Other numbers of the formula by their usual names.
  std::vector<std::pair<std::string, double>> numbers = {};
  /// Of a max: the place read that won.
  std::optional<int> winner = {};
  double value = 0;      ///< as it was worked out here, in double
  float activation = 0;  ///< as the network has it
};

/// The formula of one layer at work on one picture: what a unit reads and makes of it, and the
/// derivatives of a unit by what it reads and by the parameters, as `Layer::backward` uses them in
/// inference. All in double, from the float32 values that the network holds.
class LayerRule {
 public:
  LayerRule(const NetworkValues& values, int node);
  LayerRule(const LayerRule&) = delete;
  LayerRule& operator=(const LayerRule&) = delete;
  virtual ~LayerRule() = default;

  [[nodiscard]] const Connections& connections() const { return connections_; }
  [[nodiscard]] const Node& node() const { return node_; }

  /// Fills everything but `node`, `place` and `activation`.
  virtual void write_out(int output, UnitArithmetic& unit) const = 0;
  /// d(output) / d(input) of a link that reads input `index`.
  [[nodiscard]] virtual double slope(const Link& link, std::size_t index) const = 0;
  /// True where that is the weight itself.
  [[nodiscard]] virtual bool slope_is_weight() const { return false; }

  /// A use of a parameter's value: the output place that it goes into, the input place that it
  /// meets there (`Axis::padding`: a zero, or nothing at all), and d(output) / d(value).
  struct Use {
    int output = 0;
    int input = Axis::padding;
    double slope = 0;
  };
  /// Every use of the value at `place` of the layer's parameter `index`.
  [[nodiscard]] virtual std::vector<Use> uses(std::size_t index, int place) const;

 protected:
  [[nodiscard]] const NetworkValues& values() const { return values_; }
  [[nodiscard]] const Shape& shape() const { return node_.output; }
  [[nodiscard]] double input(int place, std::size_t index = 0) const;
  [[nodiscard]] double output(int place) const;
  [[nodiscard]] double parameter(std::size_t index, int place) const;
  [[nodiscard]] bool has_parameter(const std::string& name) const;
  [[nodiscard]] std::size_t index_of(const std::string& name) const;

  /// The places and values that an output reads of input `index`.
  [[nodiscard]] UnitReads reads(int output, std::size_t index = 0) const;
  [[nodiscard]] UnitReads reads(const std::vector<Link>& links, std::size_t index) const;
  /// Adds the bias, where there is one.
  void add_bias(int output, UnitArithmetic& unit) const;
  [[nodiscard]] std::vector<Use> bias_uses(int place) const;
  /// The layer's window as it stands for an output.
  [[nodiscard]] std::optional<UnitWindow> window_of(int output) const;

 private:
  const NetworkValues& values_;
  int index_;
  const Node& node_;
  Connections connections_;
  std::vector<ConstTensorView> inputs_;
};

/// The rule of a node's layer, by its formula; `values` must live as long.
std::unique_ptr<LayerRule> make_rule(const NetworkValues& values, int node);

// One for each formula that a layer may tell.
std::unique_ptr<LayerRule> rule_of(const formula::WeightedSum& formula, const NetworkValues& values,
                                   int node);
std::unique_ptr<LayerRule> rule_of(const formula::Distance& formula, const NetworkValues& values,
                                   int node);
std::unique_ptr<LayerRule> rule_of(const formula::LookUp& formula, const NetworkValues& values,
                                   int node);
std::unique_ptr<LayerRule> rule_of(const formula::Mean& formula, const NetworkValues& values,
                                   int node);
std::unique_ptr<LayerRule> rule_of(const formula::Largest& formula, const NetworkValues& values,
                                   int node);
std::unique_ptr<LayerRule> rule_of(const formula::RootOfSquares& formula,
                                   const NetworkValues& values, int node);
std::unique_ptr<LayerRule> rule_of(const Pointwise& formula, const NetworkValues& values, int node);
std::unique_ptr<LayerRule> rule_of(const formula::Rescaled& formula, const NetworkValues& values,
                                   int node);
std::unique_ptr<LayerRule> rule_of(const formula::Softmax& formula, const NetworkValues& values,
                                   int node);
std::unique_ptr<LayerRule> rule_of(const formula::Standardized& formula,
                                   const NetworkValues& values, int node);
std::unique_ptr<LayerRule> rule_of(const formula::ResponseNormalized& formula,
                                   const NetworkValues& values, int node);
std::unique_ptr<LayerRule> rule_of(const formula::ContrastNormalized& formula,
                                   const NetworkValues& values, int node);
std::unique_ptr<LayerRule> rule_of(const formula::Copy& formula, const NetworkValues& values,
                                   int node);
std::unique_ptr<LayerRule> rule_of(const formula::Sum& formula, const NetworkValues& values,
                                   int node);

}  // namespace receptive
