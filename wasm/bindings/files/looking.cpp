#include "data/looking/looking.h"

#include <emscripten/bind.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "../outgoing.h"
#include "../staging.h"
#include "base/error.h"
#include "base/json.h"

namespace receptive::bindings {

namespace {

/// Pictures that are done, since they were last asked for.
struct TakenPictures {
  Ints destinations = {};  ///< of each: class, 0 for training or 1 for testing, place there
  Bytes pixels = {};
};

std::span<const std::uint8_t> bytes_at(Address address, std::size_t bytes) {
  return span_at<const std::uint8_t>(address, bytes);
}

/// A looking and the taking that follows it, with what the taking has made.
class LookingHandle {
 public:
  void for_set(int channels, int height, int width, bool dark, Address name,
               std::size_t name_bytes) {
    look().for_set({.channels = channels,
                    .height = height,
                    .width = width,
                    .dark = dark,
                    .class_name = std::string(text_at(name, name_bytes))});
  }
  int add(Address path, std::size_t path_bytes, double size, Address head, std::size_t head_bytes) {
    return look().add(std::string(text_at(path, path_bytes)), static_cast<std::uint64_t>(size),
                      bytes_at(head, head_bytes));
  }
  int add_picture(Address path, std::size_t path_bytes, int width, int height) {
    return look().add_picture(
        {.path = std::string(text_at(path, path_bytes)), .width = width, .height = height});
  }
  int add_broken(Address path, std::size_t path_bytes, Address why, std::size_t why_bytes) {
    return look().add_broken(std::string(text_at(path, path_bytes)),
                             std::string(text_at(why, why_bytes)));
  }
  int next_wish() { return look().next_wish(); }
  bool content(Address piece, std::size_t bytes) { return look().content(bytes_at(piece, bytes)); }
  bool content_over() { return look().content_over(); }
  void content_end(Address why, std::size_t bytes) {
    look().content_end(std::string(text_at(why, bytes)));
  }
  [[nodiscard]] Ints wanted_samples() const { return Ints(looking_.wanted_samples()); }
  void sample(int file, int width, int height, int channels, int bits, Address pixels,
              std::size_t bytes) {
    look().sample(file, decoded(width, height, channels, bits, pixels, bytes));
  }
  Text find(Address choices, std::size_t bytes) {
    return Text(findings_json(look().find(read_choices(std::string(text_at(choices, bytes))))));
  }
  /// Of the findings' pictures, one after the other.
  [[nodiscard]] Bytes pictures() const {
    std::vector<std::uint8_t> all;
    for (const FoundPicture& picture : looking_.findings().pictures) {
      all.insert(all.end(), picture.pixels.begin(), picture.pixels.end());
    }
    return Bytes(all);
  }

  Ints take() {
    destinations_.clear();
    pixels_.clear();
    taking_.emplace(looking_, [this](const Destination& to, std::span<const std::uint8_t> pixels) {
      // In this order: where memory ends, what is told of has its pixels.
      pixels_.insert(pixels_.end(), pixels.begin(), pixels.end());
      destinations_.insert(destinations_.end(), {to.label, to.split == Split::test ? 1 : 0,
                                                 static_cast<std::int32_t>(to.place)});
    });
    return Ints(taking_->files());
  }
  void take_content(int file, Address piece, std::size_t bytes) {
    taking().content(file, bytes_at(piece, bytes));
  }
  void take_content_end(int file) { taking().content_end(file); }
  void take_picture(int file, int width, int height, int channels, int bits, Address pixels,
                    std::size_t bytes) {
    taking().picture(file, decoded(width, height, channels, bits, pixels, bytes));
  }
  TakenPictures taken() {
    TakenPictures done{.destinations = Ints(destinations_), .pixels = Bytes(pixels_)};
    destinations_.clear();
    pixels_.clear();
    return done;
  }
  Text finish() {
    const Taken taken = taking().finish();
    taking_.reset();
    const Json json = {{"checks", Json(taken.checks)},
                       {"missingTrain", Json(taken.missing_train)},
                       {"missingTest", Json(taken.missing_test)}};
    return Text(json.dump());
  }

 private:
  /// To look further. A taking goes by what was found before, and ends.
  Looking& look() {
    taking_.reset();
    return looking_;
  }
  Taking& taking() {
    if (!taking_) throw ArgumentError("taking: expected a call of take() before");
    return *taking_;
  }
  static DecodedPicture decoded(int width, int height, int channels, int bits, Address pixels,
                                std::size_t bytes) {
    const DecodedPicture picture{.width = width,
                                 .height = height,
                                 .channels = channels,
                                 .bits = bits,
                                 .bytes = bytes_at(pixels, bytes)};
    check_decoded(picture);
    return picture;
  }

  Looking looking_;
  std::optional<Taking> taking_;
  std::vector<std::int32_t> destinations_;
  std::vector<std::uint8_t> pixels_;
};

}  // namespace

EMSCRIPTEN_BINDINGS(receptive_looking) {
  emscripten::value_object<TakenPictures>("TakenPictures")
      .field("destinations", &TakenPictures::destinations)
      .field("pixels", &TakenPictures::pixels);
  emscripten::class_<LookingHandle>("LookingHandle")
      .constructor<>()
      .function("forSet", &LookingHandle::for_set)
      .function("addFile", &LookingHandle::add)
      .function("addPicture", &LookingHandle::add_picture)
      .function("addBroken", &LookingHandle::add_broken)
      .function("nextWish", &LookingHandle::next_wish)
      .function("content", &LookingHandle::content)
      .function("contentOver", &LookingHandle::content_over)
      .function("contentEnd", &LookingHandle::content_end)
      .function("wantedSamples", &LookingHandle::wanted_samples)
      .function("sample", &LookingHandle::sample)
      .function("find", &LookingHandle::find)
      .function("pictures", &LookingHandle::pictures)
      .function("take", &LookingHandle::take)
      .function("takeContent", &LookingHandle::take_content)
      .function("takeContentEnd", &LookingHandle::take_content_end)
      .function("takePicture", &LookingHandle::take_picture)
      .function("taken", &LookingHandle::taken)
      .function("finish", &LookingHandle::finish);
}

}  // namespace receptive::bindings
