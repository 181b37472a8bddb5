#include <emscripten/bind.h>

#include <algorithm>
#include <vector>

#include "checks.h"
#include "dataset_handle.h"
#include "inspect/looks/activation_maximum.h"
#include "inspect/looks/attribution.h"
#include "inspect/looks/occlusion.h"
#include "inspect/looks/top_pictures.h"
#include "model_handle.h"

namespace receptive::bindings {

namespace {

/// `Ascent` with numbers as JavaScript has them.
struct Climb {
  float low = 0.0F;
  float high = 1.0F;
  float rate = 0.0F;
  float decay = 0.0F;
  int blur_every = 0;
  float blur = 0.0F;
  int jitter = 0;
  double seed = 1;
};

Ascent ascent_of(const Climb& climb) {
  return {.low = climb.low,
          .high = climb.high,
          .rate = climb.rate,
          .decay = climb.decay,
          .blur_every = climb.blur_every,
          .blur = climb.blur,
          .jitter = climb.jitter,
          .seed = static_cast<std::uint64_t>(climb.seed)};
}

/// Hands out the result block piece by piece.
class Pieces {
 public:
  explicit Pieces(Address address) : next_(address) {}
  std::span<float> take(std::size_t count) {
    const std::span<float> piece = span_at<float>(next_, count);
    next_ += piece.size_bytes();
    return piece;
  }

 private:
  Address next_;
};

/// For each class (int32): gradient, guided gradient, gradient times input (H * W values each) and,
/// with a `cam_node` of 0 or more, Grad-CAM in the picture's size and in that of the node's maps.
/// Behind them the scores of all classes and the answers.
void attribute(ModelHandle& model, Address image, Address classes, int count, int cam_node,
               Address results) {
  const Network& network = model.network();
  const Shape& input = network.graph().input();
  const std::size_t plane = input.plane_count();
  check_node(network.graph(), cam_node);
  TargetGradient lens(network, 1);
  lens.forward(model.pictures(image));
  Pieces pieces(results);
  for (const int index : span_at<const int>(classes, count)) {
    const Target target = class_score(network, index);
    const std::span<float> exact = pieces.take(plane);
    const std::span<float> guided = pieces.take(plane);
    saliency(lens, target, BackwardRule::guided, guided);
    saliency(lens, target, BackwardRule::exact, exact);
    gradient_times_input(lens, pieces.take(plane));
    if (cam_node < 0) continue;
    const Shape& maps = network.graph().nodes()[static_cast<std::size_t>(cam_node)].output;
    const std::span<float> enlarged = pieces.take(plane);
    const std::span<float> cam = pieces.take(maps.plane_count());
    grad_cam(lens, cam_node, cam);
    enlarge({cam.data(), {1, 1, maps.h, maps.w}},
            receptive_fields(network.graph())[static_cast<std::size_t>(cam_node)],
            {enlarged.data(), {1, 1, input.h, input.w}});
  }
  const auto outputs = static_cast<std::size_t>(network.outputs());
  const ConstTensorView scores = lens.activation(network.scores_node());
  std::ranges::copy(scores.values(), pieces.take(outputs).begin());
  network.answer(scores, {pieces.take(outputs).data(), {1, network.outputs(), 1, 1}});
}

/// `mean` comes in and goes out, H * W values.
void smooth(ModelHandle& model, Address image, int index, float sigma, double seed, int first,
            int count, Address mean) {
  const Network& network = model.network();
  smooth_gradient(
      network, model.pictures(image), class_score(network, index),
      {.sigma = sigma, .seed = static_cast<std::uint64_t>(seed), .first = first, .count = count},
      span_at<float>(mean, network.graph().input().plane_count()));
}

/// `drops`: classes * count values.
void occlude(ModelHandle& model, Address image, int size, int stride, float paper, int first,
             int count, Address drops) {
  const Network& network = model.network();
  occlusion_drops(network, model.pictures(image), {.size = size, .stride = stride, .paper = paper},
                  first, tensor_at(drops, {1, 1, network.outputs(), count}));
}

void start_climb(ModelHandle& model, const Climb& options, float noise, int count,
                 Address pictures) {
  start_pictures(ascent_of(options), noise,
                 tensor_at(pictures, model.graph().input().with_examples(count)));
}

/// Pictures come in and go out. What climbs: maps of a node or units of it; a node below 0 stands
/// for the scores of the classes.
void go_on_climbing(ModelHandle& model, const Climb& options, int node, bool units, Address wanted,
                    int count, int first_step, int steps, Address pictures, Address values) {
  const Network& network = model.network();
  std::vector<Target> targets;
  for (const int index : span_at<const int>(wanted, count)) {
    targets.push_back(node < 0 ? class_score(network, index)
                      : units  ? unit_of(network.graph(), node, index)
                               : map_mean(network.graph(), node, index));
  }
  std::vector<double> reached(targets.size());
  climb(network, targets, ascent_of(options), first_step, steps,
        tensor_at(pictures, network.graph().input().with_examples(count)), reached);
  std::ranges::transform(reached, span_at<float>(values, reached.size()).begin(),
                         [](double value) { return static_cast<float>(value); });
}

/// The table comes in and goes out: float32 value, int32 example, int32 place.
void find_top(ModelHandle& model, const DatasetHandle& data, int first, int count, Address nodes,
              int node_count, int keep, Address table) {
  static_assert(sizeof(TopPicture) == 12, "value, example, place, one after the other");
  const auto wanted = span_at<const int>(nodes, node_count);
  const int rows = count_maps(model.graph(), wanted);
  find_top_pictures(model.network(), *data.data(), first, count, wanted, keep,
                    span_at<TopPicture>(table, static_cast<std::int64_t>(rows) * keep));
}

}  // namespace

EMSCRIPTEN_BINDINGS(receptive_looks) {
  emscripten::value_object<Climb>("Climb")
      .field("low", &Climb::low)
      .field("high", &Climb::high)
      .field("rate", &Climb::rate)
      .field("decay", &Climb::decay)
      .field("blurEvery", &Climb::blur_every)
      .field("blur", &Climb::blur)
      .field("jitter", &Climb::jitter)
      .field("seed", &Climb::seed);
  emscripten::function("looksAttribute", &attribute);
  emscripten::function("looksSmooth", &smooth);
  emscripten::function("looksOcclude", &occlude);
  emscripten::function("looksStartClimb", &start_climb);
  emscripten::function("looksClimb", &go_on_climbing);
  emscripten::function("looksFindTop", &find_top);
}

}  // namespace receptive::bindings
