#include "train/looks/memory.h"

#include "base/decimal.h"
#include "nn/parameter_set.h"
#include "nn/run/execution_plan.h"
#include "train/optimizer.h"

namespace receptive {

namespace {

std::string megabytes(std::uint64_t bytes) {
  return fixed_text(static_cast<double>(bytes) / 1e6, 2);
}

}  // namespace

MemoryPlan plan_memory(const TrainerSpec& spec, const Graph& graph, const Kernels& kernels,
                       int threads) {
  ExecutionPlan::Options options{.capacity = spec.batch_size, .threads = threads};
  const ExecutionPlan::Bytes training = ExecutionPlan(graph, kernels, options).bytes();
  options.gradients = false;
  const ExecutionPlan::Bytes scoring = ExecutionPlan(graph, kernels, options).bytes();
  const std::uint64_t values = parameter_values(graph);
  // What an optimizer remembers of each value, from a few of them.
  constexpr std::size_t sample = Arena::alignment_bytes / sizeof(float);
  return {.parameters = values * sizeof(float),
          .gradients = values * sizeof(float),
          .optimizer = values / sample * make_optimizer(spec.optimizer, sample)->bytes(),
          .averaging = spec.averaging.type == "none" ? 0 : values * sizeof(float),
          .activations = training.activations,
          .activation_gradients = training.gradients,
          .workspace = training.workspace,
          .scoring_activations = scoring.activations,
          .scoring_workspace = scoring.workspace};
}

std::string memory_text(const TrainerSpec& spec, const Graph& graph, const Kernels& kernels,
                        int threads) {
  const MemoryPlan plan = plan_memory(spec, graph, kernels, threads);
  const std::uint64_t training = plan.parameters + plan.gradients + plan.optimizer +
                                 plan.averaging + plan.activations + plan.activation_gradients +
                                 plan.workspace;
  const std::uint64_t scoring = plan.scoring_activations + plan.scoring_workspace;
  const std::string batch = "batches of " + std::to_string(spec.batch_size) + ", " +
                            std::to_string(threads) + (threads == 1 ? " thread" : " threads");
  return "memory to train (" + batch + "): " + megabytes(training + scoring) + " MB = parameters " +
         megabytes(plan.parameters) + " + gradients " + megabytes(plan.gradients) +
         " + optimizer " + megabytes(plan.optimizer) +
         (plan.averaging > 0 ? " + average " + megabytes(plan.averaging) : "") + " + activations " +
         megabytes(plan.activations) + " + their gradients " +
         megabytes(plan.activation_gradients) + " + workspace " + megabytes(plan.workspace) +
         " + answering " + megabytes(scoring) +
         "\nmemory to answer: " + megabytes(plan.parameters + scoring) + " MB = parameters " +
         megabytes(plan.parameters) + " + activations " + megabytes(plan.scoring_activations) +
         " + workspace " + megabytes(plan.scoring_workspace);
}

}  // namespace receptive
