#include "data/looking/looking.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/error.h"
#include "data/looking/array/cifar.h"
#include "data/looking/file_kind.h"
#include "data/looking/looking_state.h"

namespace receptive {

namespace {

/// Larger texts are no lists of names.
constexpr std::uint64_t most_text = 65'536;

/// Which axis counts the pictures: the first, unless there are as many labels as the last is long.
int item_axis_of(const ArrayHeader& header, const std::set<std::uint64_t>& label_counts) {
  const auto last = static_cast<int>(header.sizes.size()) - 1;
  if (last < 1 || header.record_bytes > 0) return 0;
  const int usual = header.turned ? last : 0;
  const int other = header.turned ? 0 : last;
  const auto counts = [&](int axis) {
    return label_counts.contains(header.sizes[static_cast<std::size_t>(axis)]);
  };
  return !counts(usual) && counts(other) && header.sizes.size() > 2 ? other : usual;
}

/// Lengths of what may be labels: of one size, or of rows of few values.
std::set<std::uint64_t> label_counts(const std::vector<FileState>& files) {
  std::set<std::uint64_t> counts;
  for (const FileState& file : files) {
    for (const ArrayHeader& header : file.arrays) {
      const auto& sizes = header.sizes;
      if (sizes.size() == 1 || (sizes.size() == 2 && std::min(sizes[0], sizes[1]) <= 256)) {
        counts.insert(std::max(sizes.front(), sizes.back()));
      }
    }
  }
  return counts;
}

}  // namespace

Looking::Looking() : state_(std::make_unique<State>()) {}
Looking::~Looking() = default;
Looking::Looking(Looking&&) noexcept = default;
Looking& Looking::operator=(Looking&&) noexcept = default;

void Looking::for_set(const SetForm& form) { state_->form = form; }

int Looking::add(const std::string& path, std::uint64_t size, std::span<const std::uint8_t> head) {
  return state_->whole([&] {
    LookedFiles& looked = state_->looked;
    FileState file{.path = path};
    const KnownFile known = kind_of(path, size, head);
    try {
      switch (known.kind) {
        case FileKind::array:
          file.arrays.push_back(read_array_header(path, head));
          break;
        case FileKind::cifar: {
          const auto cifar = find_cifar(path, size);
          file.arrays.push_back(cifar->pictures);
          for (const CifarLabels& labels : cifar->labels) file.arrays.push_back(labels.header);
          break;
        }
        case FileKind::table:
          file.is_table = true;
          file.keeps_text = size <= most_text;
          break;
        case FileKind::empty:
          looked.left_out.push_back(path + " (empty)");
          break;
        case FileKind::other:
          looked.left_out.push_back(known.what.empty() ? path : path + " (" + known.what + ")");
          break;
      }
    } catch (const FormatError& error) {
      looked.unreadable.push_back(std::string(error.what()) + ".");
    }
    looked.files.push_back(std::move(file));
    return static_cast<int>(looked.files.size()) - 1;
  });
}

int Looking::add_picture(const PictureFacts& facts) {
  return state_->whole([&] {
    LookedFiles& looked = state_->looked;
    const auto number = static_cast<int>(looked.files.size());
    looked.pictures.push_back({.file = number, .facts = facts});
    looked.files.emplace_back();  // of 70,000, none needs its path twice
    return number;
  });
}

int Looking::add_broken(const std::string& path, const std::string& why) {
  return state_->whole([&] {
    LookedFiles& looked = state_->looked;
    looked.broken.push_back(why);
    looked.files.push_back({.path = path});
    return static_cast<int>(looked.files.size()) - 1;
  });
}

int Looking::next_wish() {
  return state_->whole([&] {
    State& state = *state_;
    LookedFiles& looked = state.looked;
    state.wished = false;
    while (state.next < looked.files.size()) {
      const std::size_t number = state.next++;
      FileState& file = looked.files[number];
      if (!file.is_table && file.arrays.empty()) continue;
      state.reading = number;
      state.table.reset();
      state.arrays.clear();
      if (file.is_table) state.table.emplace(file.path);
      if (!state.label_counts) state.label_counts = label_counts(looked.files);
      for (const ArrayHeader& header : file.arrays) {
        state.arrays.emplace_back(header, item_axis_of(header, *state.label_counts));
      }
      state.failed = false;
      state.is_naming = false;
      state.wished = true;
      return static_cast<int>(number);
    }
    if (state.form) return -1;
    if (!state.naming || state.named_files != looked.files.size()) {
      state.naming.emplace(looked);
      state.named_files = looked.files.size();
    }
    state.is_naming = true;
    const int file = state.naming->next_wish();
    state.wished = file >= 0;
    return file;
  });
}

bool Looking::content(std::span<const std::uint8_t> piece) {
  return state_->whole([&] {
    State& state = *state_;
    state.check_wished();
    if (state.is_naming) {
      state.naming->content(piece);
      return false;
    }
    FileState& file = state.looked.files[state.reading];
    if (file.keeps_text && file.text.size() + piece.size() > most_text) {
      file.keeps_text = false;
      file.text.clear();
    }
    if (file.keeps_text) {
      file.text.append(reinterpret_cast<const char*>(piece.data()), piece.size());
    }
    return state.attempt([&] {
      for (ArrayLook& look : state.arrays) look.read(piece);
      return state.table && state.table->read(piece);
    });
  });
}

bool Looking::content_over() {
  return state_->whole([&] {
    State& state = *state_;
    state.check_wished();
    if (state.is_naming) return false;
    return state.attempt([&] { return state.table && state.table->over(); });
  });
}

void Looking::content_end(const std::string& why) {
  return state_->whole([&] {
    State& state = *state_;
    state.check_wished();
    state.wished = false;
    if (state.is_naming) {
      state.naming->content_end(why);
      return;
    }
    LookedFiles& looked = state.looked;
    FileState& file = looked.files[state.reading];
    const auto number = static_cast<int>(state.reading);
    // There may be tens of thousands of small files: each text goes when it was read.
    const std::string text = std::exchange(file.text, {});
    const auto list =
        why.empty() && !text.empty() ? read_class_list(file.path, text) : std::nullopt;
    if (list) looked.lists.push_back(*list);
    if (!why.empty()) state.fail(why);
    if (state.failed) {
      // A list of names need not be a table.
      if (list) looked.unreadable.pop_back();
      return;
    }
    try {
      if (state.table) {
        TableFacts facts = state.table->end();
        file.places.push_back(looked.tables.size());
        looked.tables.push_back({.file = number, .facts = std::move(facts)});
      }
      std::vector<ArrayFacts> all;
      all.reserve(state.arrays.size());
      for (ArrayLook& look : state.arrays) all.push_back(look.end());
      for (ArrayFacts& facts : all) {
        file.places.push_back(looked.arrays.size());
        looked.arrays.push_back({.file = number, .facts = std::move(facts)});
      }
    } catch (const FormatError& error) {
      if (!list) looked.unreadable.push_back(std::string(error.what()) + ".");
    }
  });
}

const std::vector<std::string>& Looking::unreadable() const { return state_->looked.unreadable; }

std::vector<int> Looking::wanted_samples() const {
  return receptive::wanted_samples(state_->looked);
}

void Looking::sample(int file, const DecodedPicture& picture) {
  return state_->whole([&] {
    state_->looked.samples.emplace_back(
        file, PictureSample{.width = picture.width,
                            .height = picture.height,
                            .channels = picture.channels,
                            .bits = picture.bits,
                            .bytes = {picture.bytes.begin(), picture.bytes.end()}});
  });
}

const Findings& Looking::find(const Choices& wanted) {
  State& state = *state_;
  state.check_whole();
  // All that can fail comes first: when memory is short, what was found before stays.
  std::vector<ClassList> lists;
  FoundParts found =
      state.form ? find_pictures(state.looked) : find_parts(state.looked, wanted, lists);
  Findings findings =
      state.form ? make_findings(found, *state.form, wanted) : make_findings(found, lists, wanted);
  state.found = std::move(found);  // its parts, which the findings point to, stay where they are
  state.lists = std::move(lists);
  state.findings = std::move(findings);
  return state.findings;
}

const Findings& Looking::findings() const { return state_->findings; }

}  // namespace receptive
