#include <emscripten/bind.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "checks.h"
#include "dataset_handle.h"
#include "inspect/sliding/sliding_canvas.h"
#include "inspect/sliding/sliding_network.h"
#include "model_handle.h"
#include "outgoing.h"

namespace receptive::bindings {

namespace {

struct SlidingInfo {
  int rows = 0;
  int columns = 0;
  Pair<int> stride = {};
};

/// The network slid over a canvas, which it keeps. Refers to the model that it was made of:
/// JavaScript asks nothing of it once that is gone.
class SlidingHandle {
 public:
  SlidingHandle(ModelHandle& model, Address spec, std::size_t spec_bytes, int height, int width,
                float paper, float ink)
      : window_(model.graph().input()),
        network_(parse_trainer_spec(text_at(spec, spec_bytes)).model, model.network(),
                 {1, window_.c, height, width}),
        values_{.paper = paper, .ink = ink},
        canvas_(network_.canvas().count()),
        scores_(network_.answers().count()),
        answers_(network_.answers().count()),
        off_centre_(network_.answers().plane_count()) {
    clear();
  }

  [[nodiscard]] SlidingInfo info() const {
    return {.rows = rows(),
            .columns = columns(),
            .stride = {.vertical = network_.stride_down(), .horizontal = network_.stride_right()}};
  }

  void clear() { std::ranges::fill(canvas_, values_.paper); }
  void lay(const DatasetHandle& data, int index, int top, int left) {
    std::vector<float> picture = picture_of(data, index);
    lay_onto(canvas(), {picture.data(), window_}, top, left, values_.paper);
  }
  void draw(Address points, int count, Address lengths, int strokes, float pen) {
    draw_onto(canvas(),
              {span_at<const PenPoint>(points, count), span_at<const int>(lengths, strokes)}, pen,
              values_);
  }
  /// {picture, top, left}, int32, to `to`. @return how many.
  int scatter_places(int count, int pictures, double seed, Address to) const {
    const std::vector<PlacedPicture> placed =
        scatter(network_.canvas(), window_, count, pictures, static_cast<std::uint64_t>(seed));
    static_assert(sizeof(PlacedPicture) == 12, "picture, top, left, one after the other");
    copy_to(to, placed);
    return static_cast<int>(placed.size());
  }
  void read_canvas(Address to) const { copy_to(to, canvas_); }

  void run() {
    network_.run(canvas(), {scores_.data(), network_.answers()},
                 {answers_.data(), network_.answers()});
  }
  void read_scores(Address to) const { copy_to(to, scores_); }
  void read_answers(Address to) const { copy_to(to, answers_); }
  void ask_crops(int first, int count, Address to) {
    check_range("positions", first, count, rows() * columns());
    network_.ask_crops(canvas(), first, count, tensor_at(to, {count, network_.answers().c, 1, 1}));
  }

  /// Ink and how far it is off the middle, (rows, columns) each.
  void measure_ink(Address ink, Address off_centre) {
    WindowInk found = window_ink(canvas(), window(), values_);
    off_centre_ = std::move(found.off_centre);
    copy_to(ink, found.ink);
    copy_to(off_centre, off_centre_);
  }
  /// Of one picture of a set, in pixels of full ink.
  [[nodiscard]] double ink_of(const DatasetHandle& data, int index) const {
    std::vector<float> picture = picture_of(data, index);
    const SlidingWindow whole{.height = window_.h, .width = window_.w, .rows = 1, .columns = 1};
    return static_cast<double>(
        window_ink(TensorView{picture.data(), window_}, whole, values_).ink[0]);
  }

  /// After `run` and `measure_ink`: {label, row, column, answer}, int32 and a float, to `to`, at
  /// most `most`. @return how many.
  int peaks(Address allowed, float threshold, int most, Address to) const {
    std::vector<Peak> found =
        find_peaks({answers_.data(), network_.answers()}, window(), off_centre_,
                   span_at<const std::uint8_t>(allowed, off_centre_.size()), threshold);
    if (std::cmp_greater(found.size(), most))
      found.resize(static_cast<std::size_t>(std::max(0, most)));
    static_assert(sizeof(Peak) == 16, "label, row, column, answer, one after the other");
    copy_to(to, found);
    return static_cast<int>(found.size());
  }

 private:
  [[nodiscard]] int rows() const { return network_.answers().h; }
  [[nodiscard]] int columns() const { return network_.answers().w; }
  [[nodiscard]] TensorView canvas() { return {canvas_.data(), network_.canvas()}; }
  [[nodiscard]] SlidingWindow window() const {
    return {.height = window_.h,
            .width = window_.w,
            .stride_down = network_.stride_down(),
            .stride_right = network_.stride_right(),
            .rows = rows(),
            .columns = columns()};
  }
  /// One of a set whose pictures are as large as the network's own.
  [[nodiscard]] std::vector<float> picture_of(const DatasetHandle& handle, int index) const {
    const Dataset& data = *handle.data();
    check_index("index", index, data.size());
    if (data.example != window_) {
      throw ArgumentError({.where = "data",
                           .expected = "pictures of " + example_text(window_),
                           .found = example_text(data.example)});
    }
    std::vector<float> picture(window_.count());
    const auto example = static_cast<std::uint32_t>(index);
    data.gather({&example, 1}, {picture.data(), window_});
    return picture;
  }

  Shape window_;
  SlidingNetwork network_;
  PaperAndInk values_;
  std::vector<float> canvas_;
  std::vector<float> scores_;
  std::vector<float> answers_;
  std::vector<float> off_centre_;
};

}  // namespace

EMSCRIPTEN_BINDINGS(receptive_sliding) {
  emscripten::value_object<SlidingInfo>("SlidingInfo")
      .field("rows", &SlidingInfo::rows)
      .field("columns", &SlidingInfo::columns)
      .field("stride", &SlidingInfo::stride);
  emscripten::class_<SlidingHandle>("SlidingHandle")
      .constructor<ModelHandle&, Address, std::size_t, int, int, float, float>()
      .function("info", &SlidingHandle::info)
      .function("clear", &SlidingHandle::clear)
      .function("lay", &SlidingHandle::lay)
      .function("draw", &SlidingHandle::draw)
      .function("scatter", &SlidingHandle::scatter_places)
      .function("readCanvas", &SlidingHandle::read_canvas)
      .function("run", &SlidingHandle::run)
      .function("readScores", &SlidingHandle::read_scores)
      .function("readAnswers", &SlidingHandle::read_answers)
      .function("askCrops", &SlidingHandle::ask_crops)
      .function("measureInk", &SlidingHandle::measure_ink)
      .function("inkOf", &SlidingHandle::ink_of)
      .function("peaks", &SlidingHandle::peaks);
}

}  // namespace receptive::bindings
