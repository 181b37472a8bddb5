#include <emscripten/bind.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "inspect/features/feature_distances.h"
#include "inspect/features/feature_reader.h"
#include "inspect/features/principal_axes.h"
#include "inspect/features/tsne.h"
#include "inspect/sliding/shift_probe.h"
#include "inspect/sliding/sliding_canvas.h"
#include "inspect/sliding/sliding_network.h"
#include "model_handle.h"

// What looks at the scores' layer as a space, and at pictures that are larger or moved. Each object
// here refers to the model that it was made of: JavaScript asks nothing of it once that is gone.

namespace receptive::bindings {

namespace {

TensorView floats_at(Address address, const Shape& shape) {
  return {reinterpret_cast<float*>(address), shape};
}

/// Features of some pictures of a set, and the maps of them.
class FeatureSpaceHandle {
 public:
  /// @param most_points pictures; fewer where their features would take more than 32 MB.
  FeatureSpaceHandle(ModelHandle& model, int most_points)
      : kernels_(&model.network().kernels()),
        reader_(model.network()),
        count_(std::clamp((1 << 23) / reader_.size(), 4, std::max(4, most_points))),
        axes_(*kernels_, reader_.size()),
        points_(static_cast<std::size_t>(count_) * static_cast<std::size_t>(reader_.size())),
        answers_(static_cast<std::size_t>(count_) * static_cast<std::size_t>(reader_.outputs())) {}

  [[nodiscard]] std::string reader() const { return reader_.reader(); }
  [[nodiscard]] int size() const { return reader_.size(); }
  [[nodiscard]] int count() const { return count_; }

  void take() { reader_.take(); }

  /// Examples `indices[0 .. count - 1]` become the points from `first` on.
  void read(const DatasetHandle& data, Address indices, int count, int first) {
    reader_.read(*data.data(),
                 span_at<const std::uint32_t>(indices, static_cast<std::size_t>(count)),
                 points().examples(first, count), answers().examples(first, count));
  }

  /// An arena may hold more than it was asked for: the view knows how much.
  void copy_answers(Address to) { std::ranges::copy(answers().values(), floats_at(to, {}).data); }

  void begin_axes() { axes_.begin(points()); }
  bool iterate_axes() { return axes_.iterate(points()); }
  [[nodiscard]] double variance(int axis) const { return axes_.variance(axis); }
  [[nodiscard]] double total_variance() const { return axes_.total_variance(); }
  void project(Address to) { axes_.project(points(), floats_at(to, {count_, 2, 1, 1})); }

  /// (classes, classes) to `between`, (classes) to `within`.
  void measure_classes(Address labels, int classes, Address between, Address within) {
    const ClassDistances found = class_distances(
        points(), span_at<const std::uint8_t>(labels, static_cast<std::size_t>(count_)), classes);
    std::ranges::copy(found.between, floats_at(between, {}).data);
    std::ranges::copy(found.within, floats_at(within, {}).data);
  }

  void begin_unfolding(double perplexity, double seed) {
    std::vector<float> start(static_cast<std::size_t>(count_) * 2);
    const TensorView places{start.data(), {count_, 2, 1, 1}};
    axes_.project(points(), places);
    tsne_.emplace(
        places, Tsne::Options{.perplexity = perplexity, .seed = static_cast<std::uint64_t>(seed)});
  }
  /// @return points that are prepared.
  int prepare_unfolding(int points_more) {
    tsne_->prepare(points(), points_more);
    return tsne_->prepared();
  }
  void unfold() { tsne_->step(); }
  [[nodiscard]] int unfolding_steps() const { return tsne_->steps(); }
  [[nodiscard]] double divergence() const { return tsne_->divergence(); }
  void unfolded(Address to) { tsne_->places(floats_at(to, {count_, 2, 1, 1})); }

  /// Where a picture lies on the axes (2 floats), what the network answers (classes), and its `k`
  /// nearest points (k int32 and k floats). @return neighbours found.
  int place(Address picture, int k, Address place, Address answer, Address indices,
            Address distances) {
    std::vector<float> features(static_cast<std::size_t>(size()));
    const TensorView point{features.data(), {1, size(), 1, 1}};
    reader_.read({reinterpret_cast<const float*>(picture), input()}, point,
                 floats_at(answer, {1, reader_.outputs(), 1, 1}));
    axes_.project(point, floats_at(place, {1, 2, 1, 1}));
    const std::vector<Neighbour> found = nearest(points(), features, k);
    int* index = reinterpret_cast<int*>(indices);
    float* distance = reinterpret_cast<float*>(distances);
    for (const Neighbour& neighbour : found) {
      *index++ = neighbour.index;
      *distance++ = neighbour.distance;
    }
    return static_cast<int>(found.size());
  }

 private:
  [[nodiscard]] const Shape& input() const { return reader_.input(); }
  [[nodiscard]] TensorView points() const {
    return {points_.values().data(), {count_, reader_.size(), 1, 1}};
  }
  [[nodiscard]] TensorView answers() const {
    return {answers_.values().data(), {count_, reader_.outputs(), 1, 1}};
  }

  const Kernels* kernels_;
  FeatureReader reader_;
  int count_;
  PrincipalAxes axes_;
  Arena points_;
  Arena answers_;
  std::optional<Tsne> tsne_;
};

/// The network slid over a canvas, which it keeps.
class SlidingHandle {
 public:
  SlidingHandle(ModelHandle& model, Address spec, std::size_t spec_bytes, int height, int width,
                float paper, float ink)
      : window_(model.network().graph().input()),
        network_(parse_trainer_spec(text_at(spec, spec_bytes)).model, model.network(),
                 {1, window_.c, height, width}),
        values_{.paper = paper, .ink = ink},
        canvas_(network_.canvas().count()),
        scores_(network_.answers().count()),
        answers_(network_.answers().count()),
        off_centre_(network_.answers().plane_count()) {
    clear();
  }

  [[nodiscard]] int rows() const { return network_.answers().h; }
  [[nodiscard]] int columns() const { return network_.answers().w; }
  [[nodiscard]] int stride_down() const { return network_.stride_down(); }
  [[nodiscard]] int stride_right() const { return network_.stride_right(); }

  void clear() { std::ranges::fill(canvas_, values_.paper); }
  void lay(const DatasetHandle& data, int index, int top, int left) {
    std::vector<float> picture(window_.count());
    const TensorView view{picture.data(), window_};
    const auto example = static_cast<std::uint32_t>(index);
    data.data()->gather({&example, 1}, view);
    lay_onto(canvas(), view, top, left, values_.paper);
  }
  void draw(Address points, int count, Address lengths, int strokes, float pen) {
    draw_onto(canvas(),
              {span_at<const PenPoint>(points, static_cast<std::size_t>(count)),
               span_at<const int>(lengths, static_cast<std::size_t>(strokes))},
              pen, values_);
  }
  /// {picture, top, left}, int32, to `to`. @return how many.
  int scatter_places(int count, int pictures, double seed, Address to) const {
    const std::vector<PlacedPicture> placed =
        scatter(network_.canvas(), window_, count, pictures, static_cast<std::uint64_t>(seed));
    int* value = reinterpret_cast<int*>(to);
    for (const PlacedPicture& one : placed) {
      *value++ = one.picture;
      *value++ = one.top;
      *value++ = one.left;
    }
    return static_cast<int>(placed.size());
  }
  void read_canvas(Address to) { std::ranges::copy(canvas_, floats_at(to, {}).data); }

  void run() {
    network_.run(canvas(), {scores_.data(), network_.answers()},
                 {answers_.data(), network_.answers()});
  }
  void read_scores(Address to) const { std::ranges::copy(scores_, floats_at(to, {}).data); }
  void read_answers(Address to) const { std::ranges::copy(answers_, floats_at(to, {}).data); }
  void ask_crops(int first, int count, Address to) {
    network_.ask_crops(canvas(), first, count, floats_at(to, {count, network_.answers().c, 1, 1}));
  }

  /// Ink and how far it is off the middle, (rows, columns) each.
  void measure_ink(Address ink, Address off_centre) {
    WindowInk found = window_ink(canvas(), window(), values_);
    off_centre_ = std::move(found.off_centre);
    std::ranges::copy(found.ink, floats_at(ink, {}).data);
    std::ranges::copy(off_centre_, floats_at(off_centre, {}).data);
  }
  /// Of one picture of a set, in pixels of full ink.
  [[nodiscard]] double ink_of(const DatasetHandle& data, int index) const {
    std::vector<float> picture(window_.count());
    const TensorView view{picture.data(), window_};
    const auto example = static_cast<std::uint32_t>(index);
    data.data()->gather({&example, 1}, view);
    const SlidingWindow whole{.height = window_.h, .width = window_.w, .rows = 1, .columns = 1};
    return static_cast<double>(window_ink(view, whole, values_).ink[0]);
  }

  /// After `run` and `measure_ink`: {label, row, column, answer}, int32 and a float, to `to`, at
  /// most `most`. @return how many.
  int peaks(Address allowed, float threshold, int most, Address to) const {
    const std::vector<Peak> found =
        find_peaks({answers_.data(), network_.answers()}, window(), off_centre_,
                   span_at<const std::uint8_t>(allowed, off_centre_.size()), threshold);
    const int count = std::min(most, static_cast<int>(found.size()));
    static_assert(sizeof(Peak) == 16, "label, row, column, answer, one after the other");
    std::copy_n(found.data(), count, reinterpret_cast<Peak*>(to));
    return count;
  }

 private:
  [[nodiscard]] TensorView canvas() { return {canvas_.data(), network_.canvas()}; }
  [[nodiscard]] SlidingWindow window() const {
    return {.height = window_.h,
            .width = window_.w,
            .stride_down = network_.stride_down(),
            .stride_right = network_.stride_right(),
            .rows = rows(),
            .columns = columns()};
  }

  Shape window_;
  SlidingNetwork network_;
  PaperAndInk values_;
  std::vector<float> canvas_;
  std::vector<float> scores_;
  std::vector<float> answers_;
  std::vector<float> off_centre_;
};

class ShiftHandle {
 public:
  explicit ShiftHandle(ModelHandle& model) : network_(&model.network()), probe_(model.network()) {}

  void look(Address picture, int reach, float paper, Address answers) {
    const int side = 2 * reach + 1;
    probe_.look({reinterpret_cast<const float*>(picture), network_->graph().input()}, reach, paper,
                floats_at(answers, {side * side, network_->outputs(), 1, 1}));
  }
  void shift(Address picture, int down, int right, float paper, Address to) const {
    const Shape& shape = network_->graph().input();
    shift_picture({reinterpret_cast<const float*>(picture), shape}, down, right, paper,
                  floats_at(to, shape));
  }

 private:
  const Network* network_;
  ShiftProbe probe_;
};

}  // namespace

EMSCRIPTEN_BINDINGS(receptive_features) {
  emscripten::class_<FeatureSpaceHandle>("FeatureSpaceHandle")
      .constructor<ModelHandle&, int>()
      .function("reader", &FeatureSpaceHandle::reader)
      .function("size", &FeatureSpaceHandle::size)
      .function("count", &FeatureSpaceHandle::count)
      .function("take", &FeatureSpaceHandle::take)
      .function("read", &FeatureSpaceHandle::read)
      .function("copyAnswers", &FeatureSpaceHandle::copy_answers)
      .function("beginAxes", &FeatureSpaceHandle::begin_axes)
      .function("iterateAxes", &FeatureSpaceHandle::iterate_axes)
      .function("variance", &FeatureSpaceHandle::variance)
      .function("totalVariance", &FeatureSpaceHandle::total_variance)
      .function("project", &FeatureSpaceHandle::project)
      .function("measureClasses", &FeatureSpaceHandle::measure_classes)
      .function("beginUnfolding", &FeatureSpaceHandle::begin_unfolding)
      .function("prepareUnfolding", &FeatureSpaceHandle::prepare_unfolding)
      .function("unfold", &FeatureSpaceHandle::unfold)
      .function("unfoldingSteps", &FeatureSpaceHandle::unfolding_steps)
      .function("divergence", &FeatureSpaceHandle::divergence)
      .function("unfolded", &FeatureSpaceHandle::unfolded)
      .function("place", &FeatureSpaceHandle::place);
  emscripten::class_<SlidingHandle>("SlidingHandle")
      .constructor<ModelHandle&, Address, std::size_t, int, int, float, float>()
      .function("rows", &SlidingHandle::rows)
      .function("columns", &SlidingHandle::columns)
      .function("strideDown", &SlidingHandle::stride_down)
      .function("strideRight", &SlidingHandle::stride_right)
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
  emscripten::class_<ShiftHandle>("ShiftHandle")
      .constructor<ModelHandle&>()
      .function("look", &ShiftHandle::look)
      .function("shift", &ShiftHandle::shift);
}

}  // namespace receptive::bindings
