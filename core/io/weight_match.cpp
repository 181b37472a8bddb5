#include "io/weight_match.h"

#include "io/foreign_names.h"
#include "io/layouts.h"
#include "io/refuse_file.h"
#include "io/shape_text.h"
#include "io/widening.h"

namespace receptive {

namespace {

using Tensors = std::vector<const StoredTensor*>;

/// The tensors of all parameters' names with something behind; empty where one is missing.
Tensors named(const Tensors& tensors, std::span<const ParameterName> names,
              std::string_view behind) {
  Tensors found;
  for (const ParameterName& name : names) {
    const std::string wanted = name.text + std::string(behind);
    const std::size_t before = found.size();
    for (const StoredTensor* tensor : tensors) {
      if (tensor->name == wanted) found.push_back(tensor);
    }
    if (found.size() == before) return {};
  }
  return found;
}

void check(const Tensors& tensors, std::span<const ParameterName> names) {
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    const StoredTensor& tensor = *tensors[i];
    const std::string shape = shape_text(*names[i].info);
    if (shape != tensor.shape) {
      refuse_file({tensor.name, " of shape ", shape, ", found ", tensor.shape});
    }
    if (!is_weight_type(tensor.type)) {
      refuse_file({tensor.name, " as F32, F16, BF16 or F64, found ", tensor.type});
    }
    check_values(tensor, names[i].info->never_negative);
  }
}

/// Appends to a list that goes on after `index` others, up to a length that people read.
void list(std::string& items, std::size_t index, std::string_view name, std::string_view shape) {
  constexpr std::size_t most = 40;
  if (index == most) items += " ...";
  if (index >= most) return;
  if (index > 0) items += ", ";
  items += name;
  items += ' ';
  items += shape;
}

[[noreturn]] void refuse_others(const Tensors& tensors, std::span<const ParameterName> names) {
  std::string wanted;
  std::string found;
  for (std::size_t i = 0; i < names.size(); ++i) {
    list(wanted, i, names[i].text, shape_text(*names[i].info));
  }
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    list(found, i, tensors[i]->name, tensors[i]->shape);
  }
  refuse_file({"the network's ", std::to_string(names.size()), " tensors (", wanted, "), found ",
               std::to_string(tensors.size()), " that are others or cannot be told apart (", found,
               "); renamed like the network's they would be taken"});
}

}  // namespace

WeightMatch match_weights(const Safetensors& file, const Graph& graph) {
  const std::vector<ParameterName> names = parameter_names(graph);
  WeightMatch match;
  Tensors weights;
  for (const StoredTensor& tensor : file.tensors()) {
    const bool weighs = !tensor.bytes.empty() && !is_whole_type(tensor.type);
    (weighs ? weights : match.left_out).push_back(&tensor);
  }
  refuse_marked_layouts(file);
  match.answering = named(weights, names, "");
  match.trained = named(weights, names, trained_suffix);
  match.own_names = match.answering.size() == names.size();
  if (!match.own_names && weights.size() == names.size()) {
    match.answering = match_foreign_names(weights, names);
    if (match.answering.empty()) refuse_other_layouts(weights, names);
  }
  if (match.answering.size() != names.size() ||
      match.answering.size() + match.trained.size() != weights.size()) {
    refuse_others(weights, names);
  }
  check(match.answering, names);
  check(match.trained, names);
  return match;
}

void take_weights(std::span<const StoredTensor* const> tensors, const Graph& graph,
                  const ParameterSet& parameters) {
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    widen(*tensors[i], parameters.views()[i].values());
  }
  clear_unconnected(graph, parameters);
}

}  // namespace receptive
