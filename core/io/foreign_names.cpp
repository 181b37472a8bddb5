#include "io/foreign_names.h"

#include "io/shape_text.h"

namespace receptive {

namespace {

/// A tensor of the file, or a parameter of the network.
struct Item {
  std::string_view layer;  ///< what stands before the last dot of its name
  std::string_view role;   ///< what stands behind it
  std::uint64_t form = 0;  ///< of role and shape
};

/// All items of one layer.
struct Group {
  std::string_view layer;
  std::uint64_t form = 0;  ///< the sum of theirs: alike where roles and shapes are, in any order
};

/// What PyTorch calls the values of a normalization.
std::string_view usual(std::string_view role) {
  if (role == "gamma") return "weight";
  if (role == "beta") return "bias";
  if (role == "movingMean") return "running_mean";
  return role == "movingVariance" ? "running_var" : role;
}

/// FNV-1a (Fowler, Noll and Vo).
void join(std::uint64_t& sum, std::string_view text) {
  for (const char letter : text) {
    sum = (sum ^ static_cast<std::uint8_t>(letter)) * 0x100000001b3U;
  }
}

/// @param alone it is taken for a layer of its own
Item item_of(std::string_view name, std::string_view shape, bool alone) {
  Item item{.layer = name, .role = {}, .form = 0xcbf29ce484222325U};
  if (!alone) {
    const std::size_t dot = name.rfind('.');
    const bool bare = dot == std::string_view::npos;
    item.layer = name.substr(0, bare ? 0 : dot);
    item.role = usual(name.substr(bare ? 0 : dot + 1));
  }
  join(item.form, item.role);
  join(item.form, shape);
  return item;
}

std::vector<Group> groups_of(const std::vector<Item>& items) {
  std::vector<Group> groups;
  for (const Item& item : items) {
    std::size_t at = 0;
    while (at < groups.size() && groups[at].layer != item.layer) ++at;
    if (at == groups.size()) groups.push_back({.layer = item.layer});
    groups[at].form += item.form;
  }
  return groups;
}

/// The layers of one form.
std::vector<std::string_view> layers_of(const std::vector<Group>& groups, std::uint64_t form) {
  std::vector<std::string_view> layers;
  for (const Group& group : groups) {
    if (group.form == form) layers.push_back(group.layer);
  }
  return layers;
}

/// The first number in a name from `at` on, without zeros before it; moves `at` behind it.
std::string_view number_at(std::string_view name, std::size_t& at) {
  const auto is_digit = [&] { return at < name.size() && name[at] >= '0' && name[at] <= '9'; };
  while (is_digit() && name[at] == '0') ++at;
  const std::size_t first = at;
  while (is_digit()) ++at;
  return name.substr(first, at - first);
}

enum class Order { before, behind, unknown };

/// Of two names that differ in nothing but their numbers.
Order order_of(std::string_view one, std::string_view other) {
  Order order = Order::unknown;
  std::size_t i = 0;
  std::size_t k = 0;
  while (i < one.size() && k < other.size()) {
    const std::size_t from[] = {i, k};
    const std::string_view first = number_at(one, i);
    const std::string_view second = number_at(other, k);
    if ((i > from[0]) != (k > from[1])) return Order::unknown;
    if (order == Order::unknown && first != second) {
      const bool less =
          first.size() != second.size() ? first.size() < second.size() : first < second;
      order = less ? Order::before : Order::behind;
    }
    if (i == one.size() || k == other.size()) break;
    if (i == from[0] && one[i++] != other[k++]) return Order::unknown;
  }
  return i == one.size() && k == other.size() ? order : Order::unknown;
}

/// Sorts names by their numbers; false where two differ in more, or not at all.
bool sort_by_number(std::vector<std::string_view>& names) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    for (std::size_t k = i + 1; k < names.size(); ++k) {
      const Order order = order_of(names[i], names[k]);
      if (order == Order::unknown) return false;
      if (order == Order::behind) std::swap(names[i], names[k]);
    }
  }
  return true;
}

std::vector<const StoredTensor*> match(std::span<const StoredTensor* const> tensors,
                                       std::span<const ParameterName> names, bool alone) {
  std::vector<Item> wanted;
  std::vector<Item> found;
  for (std::size_t i = 0; i < names.size(); ++i) {
    wanted.push_back(item_of(names[i].text, shape_text(*names[i].info), alone));
    found.push_back(item_of(tensors[i]->name, tensors[i]->shape, alone));
  }
  const std::vector<Group> groups = groups_of(wanted);
  const std::vector<Group> others = groups_of(found);
  std::vector<const StoredTensor*> matched(names.size());
  for (const Group& group : groups) {
    const auto layers = layers_of(groups, group.form);
    auto candidates = layers_of(others, group.form);
    if (candidates.size() != layers.size()) return {};
    // Numbers of tensors that were taken alone tell nothing of their roles.
    if (layers.size() > 1 && (alone || !sort_by_number(candidates))) return {};
    std::size_t place = 0;
    while (layers[place] != group.layer) ++place;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      if (wanted[i].layer != group.layer) continue;
      std::size_t k = 0;
      while (k < found.size() &&
             (found[k].layer != candidates[place] || found[k].role != wanted[i].role ||
              found[k].form != wanted[i].form)) {
        ++k;
      }
      if (k == found.size() || tensors[k]->shape != shape_text(*names[i].info)) return {};
      matched[i] = tensors[k];
    }
  }
  return matched;
}

}  // namespace

std::vector<const StoredTensor*> match_foreign_names(std::span<const StoredTensor* const> tensors,
                                                     std::span<const ParameterName> names) {
  const auto matched = match(tensors, names, /*alone=*/false);
  return matched.empty() ? match(tensors, names, /*alone=*/true) : matched;
}

}  // namespace receptive
