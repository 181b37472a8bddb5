#include "io/foreign_names.h"

#include "io/shape_text.h"

namespace receptive {

namespace {

/// A tensor of the file, or a parameter of the network.
struct Item {
  std::string_view layer;   ///< what stands before the last dot of its name
  std::string_view role;    ///< what stands behind it
  std::uint64_t form = 0;   ///< of role and shape
  std::uint64_t whole = 0;  ///< of its layer: alike where roles and shapes are, in any order
  bool first = true;        ///< of its layer
};

using Items = std::vector<Item>;

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
void set(Item& item, std::string_view name, std::string_view shape, bool alone) {
  const std::size_t dot = name.rfind('.');
  const bool bare = dot == std::string_view::npos;
  item.layer = alone ? name : name.substr(0, bare ? 0 : dot);
  item.role = alone ? std::string_view() : usual(name.substr(bare ? 0 : dot + 1));
  item.form = 0xcbf29ce484222325U;
  join(item.form, item.role);
  join(item.form, shape);
}

void look_at_layers(Items& items) {
  for (Item& item : items) {
    for (const Item& other : items) {
      if (other.layer != item.layer) continue;
      item.whole += other.form;
      if (&other < &item) item.first = false;
    }
  }
}

/// The layers of one form.
std::vector<std::string_view> layers_of(const Items& items, std::uint64_t form) {
  std::vector<std::string_view> layers;
  for (const Item& item : items) {
    if (item.first && item.whole == form) layers.push_back(item.layer);
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
  const std::size_t count = names.size();
  Items wanted(count);
  Items found(count);
  for (std::size_t i = 0; i < count; ++i) {
    set(wanted[i], names[i].text, shape_text(*names[i].info), alone);
    set(found[i], tensors[i]->name, tensors[i]->shape, alone);
  }
  look_at_layers(wanted);
  look_at_layers(found);
  std::vector<const StoredTensor*> matched(count);
  for (const Item& first : wanted) {
    if (matched[static_cast<std::size_t>(&first - wanted.data())] != nullptr) continue;
    const auto layers = layers_of(wanted, first.whole);
    auto candidates = layers_of(found, first.whole);
    if (candidates.size() != layers.size()) return {};
    // Numbers of tensors that were taken alone tell nothing of their roles.
    if (layers.size() > 1 && (alone || !sort_by_number(candidates))) return {};
    for (std::size_t i = 0; i < count; ++i) {
      if (wanted[i].whole != first.whole) continue;
      std::size_t place = 0;
      while (layers[place] != wanted[i].layer) ++place;
      for (std::size_t k = 0; k < count; ++k) {
        if (found[k].layer == candidates[place] && found[k].role == wanted[i].role &&
            tensors[k]->shape == shape_text(*names[i].info)) {
          matched[i] = tensors[k];
        }
      }
      if (matched[i] == nullptr) return {};
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
