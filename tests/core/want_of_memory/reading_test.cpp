// What reads files gives back what it took when there is no memory for the rest, and reads the same
// as ever when there is.

#include <doctest/doctest.h>

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "core/data/looking/array/array_bytes.h"
#include "data/looking/looking.h"
#include "data/readers/idx_reader.h"
#include "io/checkpoint.h"
#include "io/model_file.h"
#include "io/safetensors.h"
#include "support/heap.h"
#include "train/presets/presets.h"
#include "train/trainer.h"

namespace receptive::want_of_memory_reading_test {

namespace {

using namespace receptive::testing;  // NOLINT(google-build-using-namespace): bytes of every format
using receptive::Looking;

/// `read` with each of its allocations refused in turn; what it gives in the end is what it gives
/// with all of them.
template <typename Read>
void check_reading(const Read& read) {
  const auto whole = read();
  long refused = 0;
  for (long n = 1;; n = next_refused(n)) {
    INFO("allocation ", n);
    decltype(read()) found;
    const long live = live_allocations();
    const Tried result = try_without(n, [&] { found = read(); });
    REQUIRE(result != Tried::swallowed);
    if (result == Tried::done) {
      CHECK(found == whole);
      break;
    }
    CHECK(live_allocations() == live);
    ++refused;
  }
  CHECK(refused > 0);
}

/// Files as a folder has them; what is no picture is its own bytes.
struct Brought {
  std::string path;
  Bytes bytes;
  int side = 0;  ///< of a picture, grey
};

Brought file(std::string path, std::string_view text) {
  return {.path = std::move(path), .bytes = Bytes(text.begin(), text.end())};
}
Brought picture(std::string path, int value) {
  Bytes bytes(36, 255);
  for (std::size_t i = 0; i < 6; ++i) bytes[7 * i] = static_cast<std::uint8_t>(value);
  return {.path = std::move(path), .bytes = std::move(bytes), .side = 6};
}

/// A looking at these files, and a taking, call by call.
class FolderLook {
 public:
  explicit FolderLook(const std::vector<Brought>& files) : files_(&files) {
    for (const Brought& one : files) {
      facts_.push_back({.path = one.path, .width = one.side, .height = one.side});
    }
  }

  /// Allocates nothing but what the looking does.
  void look() {
    for (std::size_t i = 0; i < files_->size(); ++i) {
      const Brought& one = (*files_)[i];
      if (one.side > 0) {
        looking_.add_picture(facts_[i]);
      } else {
        const std::span<const std::uint8_t> all = one.bytes;
        looking_.add(one.path, all.size(),
                     all.first(std::min(all.size(), receptive::array_head_bytes)));
      }
    }
    for (int at = looking_.next_wish(); at >= 0; at = looking_.next_wish()) {
      in_pieces(bytes(at), 64, [&](auto piece) { looking_.content(piece); });
      looking_.content_end();
    }
  }
  void look_at_pictures() {
    for (const int at : looking_.wanted_samples()) looking_.sample(at, decoded(at));
  }
  std::string find() { return receptive::findings_json(looking_.find({})); }
  [[nodiscard]] std::string found() const { return receptive::findings_json(looking_.findings()); }
  /// Labels, places and pixels, one after the other.
  Bytes take() {
    Bytes all;
    receptive::Taking taking(looking_, [&](const receptive::Destination& to, auto pixels) {
      all.push_back(static_cast<std::uint8_t>(to.label));
      all.push_back(static_cast<std::uint8_t>(to.place));
      all.insert(all.end(), pixels.begin(), pixels.end());
    });
    for (const int at : taking.files()) {
      if ((*files_)[static_cast<std::size_t>(at)].side > 0) {
        taking.picture(at, decoded(at));
        continue;
      }
      in_pieces(bytes(at), 64, [&](auto piece) { taking.content(at, piece); });
      taking.content_end(at);
    }
    (void)taking.finish();
    return all;
  }
  Looking& looking() { return looking_; }

 private:
  [[nodiscard]] const Bytes& bytes(int at) const {
    return (*files_)[static_cast<std::size_t>(at)].bytes;
  }
  [[nodiscard]] receptive::DecodedPicture decoded(int at) const {
    const int side = (*files_)[static_cast<std::size_t>(at)].side;
    return {.width = side, .height = side, .channels = 1, .bits = 8, .bytes = bytes(at)};
  }

  const std::vector<Brought>* files_;
  std::vector<receptive::PictureFacts> facts_;
  Looking looking_;
};

const std::vector<std::pair<const char*, std::vector<Brought>>>& folders() {
  static const std::vector<std::pair<const char*, std::vector<Brought>>> all = [] {
    std::string table = "label,a,b,c,d\n";
    std::string words;
    for (int i = 0; i < 24; ++i) {
      table += std::to_string(i % 3) + "," + std::to_string(i) + ",7,200," + std::to_string(9 * i) +
               "\n";
    }
    std::vector<Brought> named = {file("labels.csv",
                                       "file,kind\na.png,cat\nb.png,dog\nc.png,cat\n"
                                       "d.png,dog\n")};
    std::vector<Brought> sorted;
    for (const char* name : {"a", "b", "c", "d"}) {
      named.push_back(picture(std::string("train/") + name + ".png", name[0]));
      sorted.push_back(
          picture(std::string(name[0] < 'c' ? "cats/" : "dogs/") + name + ".png", name[0]));
    }
    const Bytes labels = {0, 1, 2, 0, 1, 2, 0, 1};
    return std::vector<std::pair<const char*, std::vector<Brought>>>{
        {"IDX",
         {{"train-images-idx3-ubyte", idx(8, {8, 4, 4}, counting(128))},
          {"train-labels-idx1-ubyte", idx(8, {8}, labels)}}},
        {"NPY",
         {{"x.npy", npy("|u1", "(8, 4, 4)", counting(128))},
          {"y.npy", npy("<i4", "(8,)", bytes_of(std::vector<int>{0, 1, 2, 0, 1, 2, 0, 1}))}}},
        {"a table", {file("numbers.csv", table), file("classes.txt", "one\ntwo\nthree\n")}},
        {"pictures in folders", sorted},
        {"pictures named by a table", named},
        {"damaged ones",
         {file("x.npy", "\x93NUMPY\1\0nothing"), file("y.csv", "a,b\n1,\"2\n"),
          file("empty.csv", ""), file("model.h5", "\x89HDF\r\n\x1a\n")}},
    };
  }();
  return all;
}

}  // namespace

TEST_CASE("IDX, JSON, checkpoints and model files are read whole or not at all") {
  const Bytes images = idx(8, {8, 4, 4}, counting(128));
  const Bytes labels = idx(8, {8}, {0, 1, 2, 0, 1, 2, 0, 1});
  check_reading([&] { return receptive::read_idx(images, labels).pixels; });
  const std::string text(receptive::presets().front().spec);
  check_reading([&] { return receptive::parse_json(text).dump(); });
  check_reading([] {
    const receptive::Json json = {{"a", 1}, {"a longer name than fits", {1, "a text on the heap"}}};
    return json.dump();
  });
  const receptive::TrainerSpec spec = receptive::parse_trainer_spec(text);
  const receptive::Trainer trainer(spec);
  const Bytes checkpoint = trainer.checkpoint();
  check_reading([&] { return receptive::read_checkpoint(checkpoint).head.network; });
  const Bytes file = trainer.model_file({{"spec", receptive::parse_json(text)}, {"step", 3}});
  check_reading([&] {
    const receptive::Safetensors read(file);
    return std::to_string(match_weights(read, trainer.network().graph()).answering.size()) +
           receptive::read_remarks(read).dump();
  });
}

TEST_CASE("files are looked at and taken as ever once there is memory") {
  for (const auto& [name, files] : folders()) {
    INFO(std::string(name));
    check_reading([&files = files] {
      FolderLook looked(files);
      looked.look();
      looked.look_at_pictures();
      std::string found = looked.find();
      const bool taken = looked.looking().findings().plan.problem.empty() &&
                         !looked.looking().findings().plan.parts.empty();
      const Bytes bytes = taken ? looked.take() : Bytes();
      return found.append(bytes.begin(), bytes.end());
    });
  }
}

TEST_CASE("what was found stays when there is no memory to find it otherwise") {
  for (const auto& [name, files] : folders()) {
    INFO(std::string(name));
    FolderLook looked(files);
    looked.look();
    looked.look_at_pictures();
    const std::string first = looked.find();
    for (long n = 1;; n = next_refused(n)) {
      INFO("allocation ", n);
      const Tried result = try_without(
          n, [&] { looked.looking().find({.chosen = {}, .class_names = {"x", "y", "z"}}); });
      REQUIRE(result != Tried::swallowed);
      if (result == Tried::done) break;
      CHECK(looked.found() == first);
    }
    CHECK(looked.find() == first);
  }
}

TEST_CASE("a looking that ran out of memory says so ever after, and reads no half of a file") {
  for (const auto& [name, files] : folders()) {
    INFO(std::string(name));
    for (long n = 1;; n = next_refused(n)) {
      INFO("allocation ", n);
      FolderLook looked(files);
      if (try_without(n, [&] { looked.look(); }) == Tried::done) break;
      for (const std::function<void()>& call : std::vector<std::function<void()>>{
               [&] { looked.looking().next_wish(); },
               [&] { looked.looking().content({}); },
               [&] { looked.looking().content_end(); },
               [&] { looked.find(); },
           }) {
        CHECK_THROWS_WITH_AS(call(),
                             "looking: expected one that had memory for all that it was given, "
                             "found one that ran out of it; look at the files anew",
                             receptive::ArgumentError);
      }
    }
  }
}

}  // namespace receptive::want_of_memory_reading_test
