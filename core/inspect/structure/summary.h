#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "inspect/structure/receptive_field.h"
#include "nn/graph.h"

namespace receptive {

/// What is known of a layer before it has any memory.
struct LayerSummary {
  std::int64_t parameters = 0;  ///< values of its own; 0 where it uses those of another layer
  std::int64_t trained = 0;     ///< those of them that training changes
  /// Whose parameters it uses; empty: its own.
  std::string weights_of;
  LayerCost cost;
  std::int64_t activation_bytes = 0;  ///< of one example; 0 where it only reshapes its input
  ReceptiveField field;
  /// Where windows leave rows or columns of the input unread: which, why and what would mend it.
  std::string note;

  // What the layer is to those who draw it.
  Role role = Role::keeps_maps;
  /// When it answers, it passes its input on value by value (flatten, dropout).
  bool silent = false;
  /// Its first parameter begins with the filters, one for each map that it makes, each in one
  /// piece.
  bool paintable = false;
  /// A number means what it meant in the map before (relu, pooling): one scale serves both.
  bool keeps_measure = false;
  Fate fate = Fate::none;
  /// Name of the setting that may change between two steps; empty: none may.
  std::string changeable;
  /// For each of its inputs, the number that the input's first map has among its own; empty where
  /// maps do not stay apart.
  std::vector<int> map_offsets;
};

/// "keepsMaps", ...
const char* role_name(Role role);
/// "dies" or "saturates"; nullptr for none.
const char* fate_name(Fate fate);

/// One for each node, in their order.
std::vector<LayerSummary> summarize(const Graph& graph);

/// The layers as JSON, in order: [{name, type, inputs, outputShape: [C, H, W], parameterCount,
/// parameters: [{name: "conv2d.weight", shape: [OC, IC, KH, KW]}], settings: {...}, connections,
/// multiplyAdds, activationBytes, receptiveField: [h, w], stride: [h, w], offset: [h, w], role,
/// silent, paintable, keepsMeasure}], and where there is one `weightsOf` (such a layer has no
/// parameters of its own), `note`, `fate`, `changeable` and `mapOffsets`.
std::string layers_json(const Graph& graph);

/// The same as a table for people: a line a layer, the totals and the notes.
std::string summary_text(const Graph& graph);

}  // namespace receptive
