#include <emscripten/bind.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "checks.h"
#include "dataset_handle.h"
#include "inspect/features/feature_distances.h"
#include "inspect/features/feature_reader.h"
#include "inspect/features/principal_axes.h"
#include "inspect/features/tsne.h"
#include "model_handle.h"
#include "outgoing.h"

namespace receptive::bindings {

namespace {

struct SpaceInfo {
  Text reader = {};
  int size = 0;
  int count = 0;
};

/// Features of some pictures of a set, and the maps of them. Refers to the model that it was made
/// of: JavaScript asks nothing of it once that is gone.
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

  [[nodiscard]] SpaceInfo info() const {
    return {.reader = Text(reader_.reader()), .size = reader_.size(), .count = count_};
  }

  void take() { reader_.take(); }

  /// Examples `indices[0 .. count - 1]` become the points from `first` on.
  void read(const DatasetHandle& data, Address indices, int count, int first) {
    check_range("points", first, count, count_);
    reader_.read(*data.data(), span_at<const std::uint32_t>(indices, count),
                 points().examples(first, count), answers().examples(first, count));
  }

  /// An arena may hold more than it was asked for: the view knows how much.
  void copy_answers(Address to) { copy_to(to, answers().values()); }

  void begin_axes() {
    axes_.begin(points());
    has_axes_ = true;
  }
  bool iterate_axes() { return axes().iterate(points()); }
  [[nodiscard]] double variance(int axis) {
    return axes().variance(static_cast<int>(check_index("axis", axis, 2)));
  }
  [[nodiscard]] double total_variance() { return axes().total_variance(); }
  void project(Address to) { axes().project(points(), tensor_at(to, {count_, 2, 1, 1})); }

  /// (classes, classes) to `between`, (classes) to `within`.
  void measure_classes(Address labels, Address between, Address within) {
    const auto of_points = span_at<const std::uint8_t>(labels, count_);
    const int classes = reader_.outputs();
    for (const std::uint8_t label : of_points) check_index("labels", label, classes);
    const ClassDistances found = class_distances(points(), of_points, classes);
    copy_to(between, found.between);
    copy_to(within, found.within);
  }

  void begin_unfolding(double perplexity, double seed) {
    std::vector<float> start(static_cast<std::size_t>(count_) * 2);
    const TensorView places{start.data(), {count_, 2, 1, 1}};
    axes().project(points(), places);
    // The one before stays until there is memory for this one.
    tsne_ = Tsne(places, {.perplexity = perplexity, .seed = static_cast<std::uint64_t>(seed)});
  }
  /// @return points that are prepared.
  int prepare_unfolding(int points_more) {
    tsne().prepare(points(), points_more);
    return tsne().prepared();
  }
  void unfold() { tsne().step(); }
  [[nodiscard]] int unfolding_steps() { return tsne().steps(); }
  [[nodiscard]] double divergence() { return tsne().divergence(); }
  void unfolded(Address to) { tsne().places(tensor_at(to, {count_, 2, 1, 1})); }

  /// Where a picture lies on the axes (2 floats), what the network answers (classes), and its `k`
  /// nearest points (k int32 and k floats). @return neighbours found.
  int place(Address picture, int k, Address place, Address answer, Address indices,
            Address distances) {
    std::vector<float> features(static_cast<std::size_t>(reader_.size()));
    const TensorView point{features.data(), {1, reader_.size(), 1, 1}};
    reader_.read(tensor_at(picture, reader_.input()), point,
                 tensor_at(answer, {1, reader_.outputs(), 1, 1}));
    axes().project(point, tensor_at(place, {1, 2, 1, 1}));
    const std::vector<Neighbour> found = nearest(points(), features, k);
    const auto index = span_at<int>(indices, found.size());
    const auto distance = span_at<float>(distances, found.size());
    std::ranges::transform(found, index.begin(), &Neighbour::index);
    std::ranges::transform(found, distance.begin(), &Neighbour::distance);
    return static_cast<int>(found.size());
  }

 private:
  [[nodiscard]] TensorView points() const {
    return {points_.values().data(), {count_, reader_.size(), 1, 1}};
  }
  [[nodiscard]] TensorView answers() const {
    return {answers_.values().data(), {count_, reader_.outputs(), 1, 1}};
  }
  [[nodiscard]] PrincipalAxes& axes() {
    if (!has_axes_) {
      throw ArgumentError({.where = "space", .expected = "beginAxes() first", .found = "no axes"});
    }
    return axes_;
  }
  [[nodiscard]] Tsne& tsne() {
    if (!tsne_) {
      throw ArgumentError(
          {.where = "unfolding", .expected = "beginUnfolding() first", .found = "none"});
    }
    return *tsne_;
  }

  const Kernels* kernels_;
  FeatureReader reader_;
  int count_;
  PrincipalAxes axes_;
  bool has_axes_ = false;
  Arena points_;
  Arena answers_;
  std::optional<Tsne> tsne_ = {};
};

}  // namespace

EMSCRIPTEN_BINDINGS(receptive_space) {
  emscripten::value_object<SpaceInfo>("SpaceInfo")
      .field("reader", &SpaceInfo::reader)
      .field("size", &SpaceInfo::size)
      .field("count", &SpaceInfo::count);
  emscripten::class_<FeatureSpaceHandle>("FeatureSpaceHandle")
      .constructor<ModelHandle&, int>()
      .function("info", &FeatureSpaceHandle::info)
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
}

}  // namespace receptive::bindings
