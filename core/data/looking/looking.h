#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "data/looking/findings.h"

namespace receptive {

/// What the looking wants of a file next.
enum class Wish : std::uint8_t {
  nothing,
  content,  ///< all of it, from the beginning
};

/// Looks at files before anything is believed: what pictures, classes and split there are, what is
/// unsure, and how four of the pictures look. In this order:
///
/// 1. `add` for each file; of picture files, which only their host can decode, `add_picture` or
///    `add_broken` with what their headers say.
/// 2. `next_wish` until there is none: each time the content of that file, piece by piece. A table
///    beside pictures may be wanted again, to see which of them its rows name.
/// 3. `wanted_samples`: each decoded, and `sample`.
/// 4. `find`, as often as choices change.
/// 5. A `Taking`, which reads the files again.
///
/// Memory does not grow with the files: some pictures are kept to be looked at, the labels, and of
/// tables beside pictures which row each picture has. Where it does not suffice (std::bad_alloc),
/// `find` keeps what was found before and may be called again; after any other call this looking
/// and its taking refuse everything (ArgumentError): the files must be looked at anew.
class Looking {
 public:
  Looking();
  ~Looking();
  Looking(Looking&&) noexcept;
  Looking& operator=(Looking&&) noexcept;
  Looking(const Looking&) = delete;
  Looking& operator=(const Looking&) = delete;

  /// Before all: the files' pictures are to be added to one class of this set.
  void for_set(const SetForm& form);

  /// @param path below what was picked, with '/' between folders.
  /// @param size in bytes; 0 where it is not known.
  /// @param head the first `array_head_bytes` bytes, or all.
  /// @returns the file's number, from 0.
  int add(const std::string& path, std::uint64_t size, std::span<const std::uint8_t> head);
  int add_picture(const PictureFacts& facts);
  /// @param why a sentence that begins with the path.
  int add_broken(const std::string& path, const std::string& why);

  /// The number of the file whose content is wanted; -1 when all is there that is needed.
  int next_wish();
  /// @returns whether a part of the work is left. Whoever has others waiting calls again, with no
  /// bytes, until nothing is; else the next piece or the end sees to it.
  /// @throws ArgumentError, as the next two, where nothing is wished for.
  bool content(std::span<const std::uint8_t> piece);
  /// The last piece has come: works on what is left of it. @returns whether more is, as `content`.
  bool content_over();
  /// @param why the file could not be read to its end, in a sentence; empty: it was.
  void content_end(const std::string& why = {});

  /// Sentences on tables and arrays that are damaged or none.
  [[nodiscard]] const std::vector<std::string>& unreadable() const;

  /// Numbers of picture files that are wanted decoded, at most some 60. Their longer side may be
  /// reduced to `sample_side`.
  static constexpr int sample_side = 256;
  [[nodiscard]] std::vector<int> wanted_samples() const;
  void sample(int file, const DecodedPicture& picture);

  /// Throws nothing for what is in files: that is told by `problem`.
  const Findings& find(const Choices& wanted);
  /// What was found last.
  [[nodiscard]] const Findings& findings() const;

 private:
  friend class Taking;
  struct State;
  std::unique_ptr<State> state_;
};

/// What was seen only when all pictures passed.
struct Taken {
  /// Test pictures that are among the training pictures too.
  std::size_t repeated = 0;
  std::vector<std::string> checks = {};
  /// Places that no picture came for, as it could not be decoded.
  std::vector<std::uint32_t> missing_train = {};
  std::vector<std::uint32_t> missing_test = {};
};

/// Reads the files again and gives every picture as it was found to be. The `Looking` must live as
/// long, and not look meanwhile.
class Taking {
 public:
  /// @param pixels channel-major bytes of the set's size, valid during the call.
  using Take = std::function<void(const Destination& to, std::span<const std::uint8_t> pixels)>;

  /// @throws FormatError with the findings' problem, if there is one.
  Taking(Looking& looking, Take take);
  ~Taking();
  Taking(Taking&&) noexcept;
  Taking& operator=(Taking&&) noexcept;
  Taking(const Taking&) = delete;
  Taking& operator=(const Taking&) = delete;

  /// Files to be read, in this order, each from the beginning; of pictures, each to be decoded.
  [[nodiscard]] std::vector<int> files() const;
  void content(int file, std::span<const std::uint8_t> piece);
  void content_end(int file);
  void picture(int file, const DecodedPicture& picture);
  /// @throws FormatError where more than a tenth of the pictures are missing.
  Taken finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace receptive
