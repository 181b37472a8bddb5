#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "nn/graph.h"
#include "tensor/arena.h"

namespace receptive {

/// One value for each parameter of a network, in one block: the parameters themselves, their
/// gradients, or what an optimizer remembers of them. Blocks of the same network have the same
/// layout, so that an optimizer can run over them whole.
class ParameterSet {
 public:
  explicit ParameterSet(const Graph& graph);

  [[nodiscard]] std::span<const TensorView> views() const { return views_; }
  /// The parameters of one node.
  [[nodiscard]] std::span<const TensorView> of(const Node& node) const {
    return views().subspan(static_cast<std::size_t>(node.first_parameter), node.parameters.size());
  }
  /// The whole block; the gaps that align its pieces hold zeros for ever.
  [[nodiscard]] std::span<float> values() const { return arena_.values(); }
  void fill_zero() { arena_.fill_zero(); }

 private:
  Arena arena_;
  std::vector<TensorView> views_;
};

/// How many values the block of a network's parameters holds, gaps included.
std::uint64_t parameter_values(const Graph& graph);

/// Starts every parameter as its layer says. Each has a random sequence of its own, so that adding
/// a layer does not change how the others start.
void initialize(const Graph& graph, const ParameterSet& parameters, std::uint64_t seed);

/// Zeroes values where a connection table leaves no connection, after parameters were written from
/// outside.
void clear_unconnected(const Graph& graph, const ParameterSet& parameters);

/// Where values from outside are none that a network can compute with: not finite, or below 0 where
/// `ParameterInfo::never_negative`. The place of the first such value; how many there are where
/// none is.
std::size_t first_unfit(std::span<const float> values, const ParameterInfo& info);

/// What such values ought to be.
std::string_view fit_values(const ParameterInfo& info);

/// A parameter's place in the network: "conv2d.weight".
struct ParameterName {
  std::string text;
  int node = 0;
  int index = 0;  ///< in the network's list
  const ParameterInfo* info = nullptr;
};

/// In the order of `ParameterSet::views()`.
std::vector<ParameterName> parameter_names(const Graph& graph);

}  // namespace receptive
