#include "io/weight_match.h"

#include "base/error.h"
#include "base/heap_sort.h"
#include "io/layouts.h"
#include "io/tensor_entry.h"
#include "io/widening.h"

namespace receptive {

namespace {

/// Some of a file's tensors, or of a network's parameters.
struct Part {
  std::string_view role;  ///< "weight", "bias", ...
  Json shape;
  std::size_t index = 0;
};

struct Group {
  std::string_view name;
  std::vector<Part> parts;
  bool taken = false;
};

/// What PyTorch calls gamma is the weight of a normalization, and so on.
std::string_view role_of(std::string_view name) {
  constexpr std::string_view roles[][2] = {{"gamma", "weight"},
                                           {"beta", "bias"},
                                           {"movingMean", "running_mean"},
                                           {"movingVariance", "running_var"}};
  for (const auto& [own, usual] : roles) {
    if (name == own) return usual;
  }
  return name;
}

/// What a tensor belongs to, and as what.
struct Place {
  std::string_view owner;
  std::string_view role;
};

/// What stands before the last dot, and behind it.
Place in_layer(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return {.owner = {}, .role = role_of(name)};
  return {.owner = name.substr(0, dot), .role = role_of(name.substr(dot + 1))};
}

/// Each tensor is taken for itself.
Place alone(std::string_view name) { return {.owner = name, .role = {}}; }

using PlaceOf = Place (*)(std::string_view);

void add(std::vector<Group>& groups, const Place& place, const Json& shape, std::size_t index) {
  Group* group = nullptr;
  for (Group& known : groups) {
    if (known.name == place.owner) group = &known;
  }
  if (group == nullptr) group = &groups.emplace_back(Group{.name = place.owner, .parts = {}});
  group->parts.push_back({.role = place.role, .shape = shape, .index = index});
}

const Part* find(const Group& group, std::string_view role) {
  for (const Part& part : group.parts) {
    if (part.role == role) return &part;
  }
  return nullptr;
}

/// The same roles with the same shapes.
/// @param wanted has each role once
bool are_alike(const Group& wanted, const Group& other) {
  if (wanted.parts.size() != other.parts.size()) return false;
  for (const Part& part : wanted.parts) {
    const Part* found = find(other, part.role);
    if (found == nullptr || found->shape != part.shape) return false;
  }
  return true;
}

/// A name cut into its numbers and what stands around them.
struct Numbered {
  std::string around;
  std::vector<std::uint64_t> numbers;
};

Numbered numbered(std::string_view name) {
  Numbered cut;
  bool in_number = false;
  for (const char letter : name) {
    const bool digit = letter >= '0' && letter <= '9';
    if (!digit) {
      cut.around += letter;
    } else if (!in_number) {
      cut.around += '0';
      cut.numbers.push_back(0);
    }
    // Longer numbers than any network's wrap around, and are equal to others at worst.
    if (digit) cut.numbers.back() = cut.numbers.back() * 10 + static_cast<unsigned>(letter - '0');
    in_number = digit;
  }
  return cut;
}

/// Brings layers whose names differ in their numbers only into the order of these; false where
/// they differ in more, or not at all.
bool sort_by_number(std::vector<Group*>& groups) {
  struct Entry {
    Numbered name;
    Group* group;
  };
  std::vector<Entry> entries;
  for (Group* group : groups) entries.push_back({numbered(group->name), group});
  heap_sort(entries, [](const Entry& one, const Entry& other) {
    return one.name.numbers < other.name.numbers;
  });
  for (std::size_t i = 0; i < entries.size(); ++i) {
    groups[i] = entries[i].group;
    if (entries[i].name.around != entries[0].name.around) return false;
    if (i > 0 && entries[i].name.numbers == entries[i - 1].name.numbers) return false;
  }
  return true;
}

/// For each of the network's layers one of the file's that is without doubt the same. Gives the
/// tensor of each parameter, or nothing where there is a doubt.
std::vector<const StoredTensor*> match_layers(std::span<const StoredTensor* const> tensors,
                                              std::span<const ParameterName> names,
                                              PlaceOf place_of) {
  std::vector<Group> wanted;
  std::vector<Group> found;
  for (std::size_t i = 0; i < names.size(); ++i) {
    add(wanted, place_of(names[i].text), entry_shape(*names[i].info), i);
    add(found, place_of(tensors[i]->name), Json(tensors[i]->shape), i);
  }
  std::vector<const StoredTensor*> matched(names.size());
  for (const Group& first : wanted) {
    if (first.taken) continue;
    std::vector<Group*> alike;
    std::vector<Group*> candidates;
    for (Group& group : wanted) {
      if (are_alike(first, group)) alike.push_back(&group);
    }
    for (Group& group : found) {
      if (are_alike(first, group)) candidates.push_back(&group);
    }
    if (candidates.size() != alike.size()) return {};
    // Numbers of tensors that were taken alone tell nothing of their roles.
    if (alike.size() > 1 && (place_of == alone || !sort_by_number(candidates))) return {};
    for (std::size_t i = 0; i < alike.size(); ++i) {
      alike[i]->taken = true;
      for (const Part& part : alike[i]->parts) {
        matched[part.index] = tensors[find(*candidates[i], part.role)->index];
      }
    }
  }
  return matched;
}

const StoredTensor* find_named(std::span<const StoredTensor* const> tensors,
                               std::string_view name) {
  for (const StoredTensor* tensor : tensors) {
    if (tensor->name == name) return tensor;
  }
  return nullptr;
}

/// The tensors of all parameters' names with something behind; empty where one is missing.
std::vector<const StoredTensor*> named(std::span<const StoredTensor* const> tensors,
                                       std::span<const ParameterName> names,
                                       std::string_view behind) {
  std::vector<const StoredTensor*> found;
  for (const ParameterName& name : names) {
    const StoredTensor* tensor = find_named(tensors, name.text + std::string(behind));
    if (tensor == nullptr) return {};
    found.push_back(tensor);
  }
  return found;
}

void check_shapes(std::span<const StoredTensor* const> tensors,
                  std::span<const ParameterName> names) {
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    const Json shape = entry_shape(*names[i].info);
    if (shape == Json(tensors[i]->shape)) continue;
    throw FormatError("model file: expected " + tensors[i]->name + " of shape " + shape.dump() +
                      ", found " + Json(tensors[i]->shape).dump());
  }
}

void check_all(std::span<const StoredTensor* const> tensors) {
  for (const StoredTensor* tensor : tensors) {
    if (!is_weight_type(tensor->type)) {
      throw FormatError("model file: expected " + tensor->name +
                        " as F32, F16, BF16 or F64, found " + tensor->type);
    }
    check_values(*tensor);
  }
}

[[noreturn]] void refuse_others(std::span<const StoredTensor* const> tensors,
                                std::span<const ParameterName> names) {
  constexpr std::size_t most = 40;
  const auto listed = [](const auto& items, const auto& text) {
    std::string list;
    for (std::size_t i = 0; i < items.size() && i < most; ++i) {
      list += (i == 0 ? "" : ", ") + text(items[i]);
    }
    if (items.size() > most) list += " and " + std::to_string(items.size() - most) + " more";
    return items.empty() ? std::string("none") : list;
  };
  throw FormatError(
      {.where = "model file",
       .argument = {},
       .expected = "the network's " + std::to_string(names.size()) + " tensors, " +
                   listed(names,
                          [](const ParameterName& name) {
                            return tensor_text(name.text, entry_shape(*name.info));
                          }),
       .found = std::to_string(tensors.size()) +
                " that cannot be told apart or are others (renamed like the network's they would " +
                "be taken): " +
                listed(tensors, [](const StoredTensor* tensor) { return tensor_text(*tensor); })});
}

}  // namespace

WeightMatch match_weights(const Safetensors& file, const Graph& graph) {
  const std::vector<ParameterName> names = parameter_names(graph);
  WeightMatch match;
  std::vector<const StoredTensor*> weights;
  for (const StoredTensor& tensor : file.tensors) {
    const bool weighs = !tensor.bytes.empty() && !is_whole_type(tensor.type);
    (weighs ? weights : match.left_out).push_back(&tensor);
  }
  refuse_marked_layouts(file);
  match.answering = named(weights, names, "");
  if (!match.answering.empty() || names.empty()) {
    match.trained = named(weights, names, trained_suffix);
    check_shapes(match.answering, names);
    check_shapes(match.trained, names);
    if (weights.size() != match.answering.size() + match.trained.size()) {
      refuse_others(weights, names);
    }
  } else {
    match.own_names = false;
    if (weights.size() == names.size()) {
      match.answering = match_layers(weights, names, in_layer);
      if (match.answering.empty()) match.answering = match_layers(weights, names, alone);
    }
    if (match.answering.empty()) {
      refuse_other_layouts(weights, names);
      refuse_others(weights, names);
    }
  }
  check_all(match.answering);
  check_all(match.trained);
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
