#pragma once

#include <optional>

#include "nn/graph.h"
#include "outgoing.h"

namespace receptive::bindings {

struct ParameterForm {
  Text name = {};
  List<int> shape = {};
};

/// A setting as the specification has it.
struct Setting {};

/// What JavaScript learns of a layer; core/inspect/structure/summary.h says what it means.
struct LayerForm {
  Text name = {};
  Text type = {};
  List<Text> inputs = {};
  Triple output_shape = {};
  double parameter_count = 0;
  Maybe<Text> weights_of = {};
  Maybe<Text> note = {};
  List<ParameterForm> parameters = {};
  ByName<Setting> settings = {};
  double connections = 0;
  double multiply_adds = 0;
  double activation_bytes = 0;
  Pair<double> receptive_field = {};
  Pair<double> stride = {};
  Pair<double> offset = {};
  Word<Role> role = {};
  bool silent = false;
  bool paintable = false;
  bool keeps_measure = false;
  Maybe<Word<Fate>> fate = {};
  Maybe<Text> changeable = {};
  Maybe<List<int>> map_offsets = {};
};

/// In the order of the graph's nodes.
List<LayerForm> layers_of(const Graph& graph);

}  // namespace receptive::bindings
