#include "train/averaging.h"

#include <algorithm>
#include <array>

namespace receptive {

namespace declared {

constexpr Argument decay{.name = "decay",
                         .below_high = true,
                         .high = 1,
                         .fallback = 0.999,
                         .title = "Decay",
                         .about =
                             "Share that the average keeps in a step; less at the start, so "
                             "that it is soon forgotten."};
constexpr Argument from{.name = "from",
                        .type = ArgumentType::whole,
                        .high = 1000000,
                        .fallback = 0,
                        .title = "From",
                        .unit = "epochs",
                        .about = "Epochs at the start that do not count."};

constexpr Declaration none{
    .name = "none", .title = "None", .about = "The weights answer as they are."};
constexpr Declaration exponential{
    .name = "exponential",
    .arguments = arguments_of<decay>,
    .title = "Moving average",
    .about =
        "Each step moves the average a little towards the weights (Polyak and Juditsky 1992)."};
constexpr Declaration epochs{
    .name = "epochs",
    .arguments = arguments_of<from>,
    .title = "Mean of epochs",
    .about = "The mean of the weights at the end of each epoch (Izmailov et al. 2018)."};

}  // namespace declared

namespace {

constexpr const char* kind_name = "averaging";

class Exponential final : public Averaging {
 public:
  Exponential(const Graph& graph, double decay) : average_(graph), decay_(decay) {}

  void add(const Kernels& kernels, const ParameterSet& parameters, std::int64_t, bool) override {
    const double age = static_cast<double>(steps_);
    const double kept = steps_ == 0 ? 0.0 : std::min(decay_, (1.0 + age) / (10.0 + age));
    kernels.interpolate(parameters.values(), static_cast<float>(1.0 - kept), average_.values());
    ++steps_;
  }
  [[nodiscard]] const ParameterSet* average() const override {
    return steps_ == 0 ? nullptr : &average_;
  }
  [[nodiscard]] std::size_t bytes() const override { return average_.values().size_bytes(); }
  [[nodiscard]] const ParameterSet& memory() const override { return average_; }
  [[nodiscard]] std::int64_t taken() const override { return steps_; }
  void set_taken(std::int64_t taken) override { steps_ = taken; }

 private:
  ParameterSet average_;
  double decay_;
  std::int64_t steps_ = 0;
};

class Epochs final : public Averaging {
 public:
  Epochs(const Graph& graph, int from) : average_(graph), from_(from) {}

  void add(const Kernels& kernels, const ParameterSet& parameters, std::int64_t epochs,
           bool ends_epoch) override {
    if (!ends_epoch || epochs <= from_) return;
    ++taken_;
    kernels.interpolate(parameters.values(), 1.0F / static_cast<float>(taken_), average_.values());
  }
  [[nodiscard]] const ParameterSet* average() const override {
    return taken_ == 0 ? nullptr : &average_;
  }
  [[nodiscard]] std::size_t bytes() const override { return average_.values().size_bytes(); }
  [[nodiscard]] const ParameterSet& memory() const override { return average_; }
  [[nodiscard]] std::int64_t taken() const override { return taken_; }
  void set_taken(std::int64_t taken) override { taken_ = taken; }

 private:
  ParameterSet average_;
  int from_;
  std::int64_t taken_ = 0;
};

using Maker = std::unique_ptr<Averaging> (*)(Arguments&, const Graph*);

/// Reads the arguments and, where there is a graph, makes what they say.
std::unique_ptr<Averaging> make_none(Arguments&, const Graph*) { return nullptr; }

std::unique_ptr<Averaging> make_exponential(Arguments& arguments, const Graph* graph) {
  const double kept = arguments.number("decay");
  return graph == nullptr ? nullptr : std::make_unique<Exponential>(*graph, kept);
}

std::unique_ptr<Averaging> make_epochs(Arguments& arguments, const Graph* graph) {
  const int first = arguments.whole("from");
  return graph == nullptr ? nullptr : std::make_unique<Epochs>(*graph, first);
}

constexpr std::array declarations = {&declared::none, &declared::exponential, &declared::epochs};
constexpr std::array<Maker, declarations.size()> makers = {make_none, make_exponential,
                                                           make_epochs};

std::unique_ptr<Averaging> make(const RecipePart& spec, const Graph* graph) {
  const std::size_t kind = index_of_type(spec, kind_name, declarations);
  Arguments arguments = arguments_of_part(spec, kind_name, *declarations[kind]);
  return makers[kind](arguments, graph);
}

}  // namespace

std::span<const Declaration* const> averaging_declarations() { return declarations; }

void check_averaging(const RecipePart& spec) { (void)make(spec, nullptr); }

std::unique_ptr<Averaging> make_averaging(const RecipePart& spec, const Graph& graph) {
  return make(spec, &graph);
}

}  // namespace receptive
