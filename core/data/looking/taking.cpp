#include <algorithm>
#include <utility>

#include "base/error.h"
#include "data/looking/array/array_items.h"
#include "data/looking/looking.h"
#include "data/looking/looking_state.h"
#include "data/looking/words.h"

namespace receptive {

namespace {

/// FNV-1a (Fowler, Noll and Vo), 64 bits: two different pictures of a set have the same one time in
/// billions, and nothing but a sentence hangs on it.
std::uint64_t hash_of(std::span<const std::uint8_t> bytes) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const std::uint8_t byte : bytes) hash = (hash ^ byte) * 0x100000001B3U;
  return hash;
}

}  // namespace

struct Taking::State {
  static constexpr std::uint32_t nowhere = UINT32_MAX;
  struct Where {
    std::uint32_t part = nowhere;
    std::uint32_t place = 0;  ///< of pictures in files: in the part
  };

  Looking::State* looking = nullptr;
  Take take = {};
  std::vector<std::uint8_t> pixels = {};
  std::vector<std::uint64_t> train_hashes = {};
  std::vector<std::uint64_t> test_hashes = {};
  std::vector<bool> came_train = {};
  std::vector<bool> came_test = {};
  /// Where a file's pictures are, by its number.
  std::vector<Where> where = {};
  std::vector<int> order = {};
  int reading = -1;
  std::optional<TableRows> rows = {};
  std::optional<ArrayItems> items = {};
  std::size_t coloured = 0;

  /// The part of a file that is wanted, and the place in it.
  [[nodiscard]] Where place_of(int file, bool of_picture) const {
    const auto number = static_cast<std::size_t>(file);
    const Where found = file >= 0 && number < where.size() ? where[number] : Where{};
    if (found.part != nowhere) {
      const Part::Kind kind = plan().parts[found.part]->kind;
      if (of_picture == (kind == Part::Kind::pictures)) return found;
    }
    throw ArgumentError({.where = "taking",
                         .expected = of_picture ? "a picture among the files that are wanted"
                                                : "content of a file that is wanted",
                         .found = "file " + std::to_string(file)});
  }

  [[nodiscard]] const Plan& plan() const { return looking->findings.plan; }
  [[nodiscard]] const Appearance& appearance() const { return looking->findings.appearance; }

  void give(const Destination& to, const Planes& planes) {
    to_bytes(planes, pixels);
    const bool test = to.split == Split::test;
    (test ? test_hashes : train_hashes).push_back(hash_of(pixels));
    (test ? came_test : came_train)[to.place] = true;
    take(to, pixels);
  }

  void give_values(std::size_t part, std::size_t place, std::span<const float> values) {
    const Destination& to = plan().destinations[part][place];
    if (to.label >= 0) give(to, shown(values, part, appearance()));
  }

  void start(int file);
};

void Taking::State::start(int file) {
  reading = file;
  rows.reset();
  items.reset();
  const std::size_t part_number = place_of(file, false).part;
  const Part& part = *plan().parts[part_number];
  const auto source = static_cast<std::size_t>(part.source);
  if (part.kind == Part::Kind::table) {
    rows.emplace(
        looking->looked.tables[source].facts,
        [this, part_number, &part, values = std::vector<float>()](const TableRow& row) mutable {
          if (part.packed) {
            if (is_whole(row, part)) {
              give_values(part_number, static_cast<std::size_t>(row.place), row.packed);
            }
            return;
          }
          values.clear();
          for (const int column : part.columns) {
            values.push_back(row.numbers[static_cast<std::size_t>(column)]);
          }
          give_values(part_number, static_cast<std::size_t>(row.place), values);
        });
  } else {
    items.emplace(looking->looked.arrays[source].facts,
                  [this, part_number](std::uint64_t place, std::span<const float> values) {
                    give_values(part_number, static_cast<std::size_t>(place), values);
                  });
  }
}

Taking::Taking(Looking& looking, Take take) : state_(std::make_unique<State>()) {
  State& state = *state_;
  state.looking = looking.state_.get();
  state.take = std::move(take);
  const Plan& plan = state.plan();
  if (!plan.problem.empty()) throw FormatError(plan.problem);
  if (plan.parts.empty()) throw ArgumentError("taking: expected files that were looked at");
  state.pixels.resize(state.appearance().bytes());
  state.came_train.resize(plan.train_count);
  state.came_test.resize(plan.test_count);
  state.where.resize(state.looking->looked.files.size());
  for (std::size_t p = 0; p < plan.parts.size(); ++p) {
    const Part& part = *plan.parts[p];
    const auto wanted = [&](std::size_t place) { return plan.destinations[p][place].label >= 0; };
    if (part.kind == Part::Kind::pictures) {
      for (std::size_t i = 0; i < part.files.size(); ++i) {
        if (!wanted(i)) continue;
        state.where[static_cast<std::size_t>(part.files[i])] = {
            .part = static_cast<std::uint32_t>(p), .place = static_cast<std::uint32_t>(i)};
        state.order.push_back(part.files[i]);
      }
      continue;
    }
    const auto source = static_cast<std::size_t>(part.source);
    const int file = part.kind == Part::Kind::table ? state.looking->looked.tables[source].file
                                                    : state.looking->looked.arrays[source].file;
    const auto& destinations = plan.destinations[p];
    const bool any =
        std::ranges::any_of(destinations, [](const Destination& to) { return to.label >= 0; });
    if (!any) continue;
    state.where[static_cast<std::size_t>(file)] = {.part = static_cast<std::uint32_t>(p)};
    state.order.push_back(file);
  }
}

Taking::~Taking() = default;
Taking::Taking(Taking&&) noexcept = default;
Taking& Taking::operator=(Taking&&) noexcept = default;

std::vector<int> Taking::files() const { return state_->order; }

void Taking::content(int file, std::span<const std::uint8_t> piece) {
  State& state = *state_;
  return state.looking->whole([&] {
    if (state.reading != file) state.start(file);
    if (state.rows) state.rows->read(piece);
    if (state.items) state.items->read(piece);
  });
}

void Taking::content_end(int file) {
  State& state = *state_;
  return state.looking->whole([&] {
    if (state.reading != file) state.start(file);
    if (state.rows) state.rows->end();
    if (state.items) state.items->end();
    state.reading = -1;
  });
}

void Taking::picture(int file, const DecodedPicture& picture) {
  State& state = *state_;
  return state.looking->whole([&] {
    const auto [part, place] = state.place_of(file, true);
    const Destination& to = state.plan().destinations[part][place];
    if (state.appearance().channels == 1 && picture.channels >= 3) {
      const double full = picture.bits == 8 ? 255.0 : 65535.0;
      if (has_colour(planes_of(picture, {0.0, full}, state.appearance().ground))) ++state.coloured;
    }
    state.give(to, shown(picture, state.appearance()));
  });
}

Taken Taking::finish() {
  State& state = *state_;
  return state.looking->whole([&] {
    Taken taken;
    const auto missing = [](const std::vector<bool>& came) {
      std::vector<std::uint32_t> places;
      for (std::size_t i = 0; i < came.size(); ++i) {
        if (!came[i]) places.push_back(static_cast<std::uint32_t>(i));
      }
      return places;
    };
    taken.missing_train = missing(state.came_train);
    taken.missing_test = missing(state.came_test);
    const std::size_t gone = taken.missing_train.size() + taken.missing_test.size();
    const std::size_t all = state.came_train.size() + state.came_test.size();
    if (10 * gone > all || gone == all) {
      throw FormatError(std::to_string(gone) + " of " + pictures_text(all) +
                        " cannot be shown: nothing was taken.");
    }
    if (gone > 0)
      taken.checks.push_back(pictures_text(gone) + " could not be shown and " +
                             (gone == 1 ? "was" : "were") + " left out.");
    std::ranges::sort(state.train_hashes);
    for (const std::uint64_t hash : state.test_hashes) {
      if (std::ranges::binary_search(state.train_hashes, hash)) ++taken.repeated;
    }
    if (taken.repeated > 0) {
      taken.checks.push_back(std::to_string(taken.repeated) + " of " +
                             pictures_text(state.test_hashes.size()) + " for testing " +
                             (taken.repeated == 1 ? "is" : "are") +
                             " among the training pictures too: the network has seen " +
                             (taken.repeated == 1 ? "it." : "them."));
    }
    if (state.coloured > 0) {
      taken.checks.push_back(pictures_text(state.coloured) +
                             (state.coloured == 1 ? " has" : " have") + " colour and became grey.");
    }
    return taken;
  });
}

}  // namespace receptive
