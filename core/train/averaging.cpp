#include "train/averaging.h"

#include <algorithm>

#include "base/error.h"

namespace receptive {

namespace {

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

struct AveragingSettings {
  double decay = 0.0;
  int from = 0;
};

AveragingSettings read_settings(const RecipePart& spec) {
  Arguments arguments("averaging " + spec.type, spec.arguments);
  AveragingSettings settings;
  if (spec.type == "exponential") {
    settings.decay = arguments.number("decay", 0, 1, 0.999, /*below_high=*/true);
  } else if (spec.type == "epochs") {
    settings.from = arguments.whole("from", 0, 1000000, 0);
  } else if (spec.type != "none") {
    throw SpecError("averaging: type: expected one of 'none', 'exponential', 'epochs', found '" +
                    spec.type + "'");
  }
  arguments.expect_all_read();
  return settings;
}

}  // namespace

void check_averaging(const RecipePart& spec) { (void)read_settings(spec); }

std::unique_ptr<Averaging> make_averaging(const RecipePart& spec, const Graph& graph) {
  const AveragingSettings settings = read_settings(spec);
  if (spec.type == "exponential") return std::make_unique<Exponential>(graph, settings.decay);
  if (spec.type == "epochs") return std::make_unique<Epochs>(graph, settings.from);
  return nullptr;
}

}  // namespace receptive
