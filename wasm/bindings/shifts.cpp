#include <emscripten/bind.h>

#include "checks.h"
#include "inspect/sliding/shift_probe.h"
#include "model_handle.h"

namespace receptive::bindings {

namespace {

/// Refers to the model that it was made of: JavaScript asks nothing of it once that is gone.
class ShiftHandle {
 public:
  explicit ShiftHandle(ModelHandle& model) : model_(&model), probe_(model.network()) {}

  void look(Address picture, int reach, float paper, Address answers) {
    check_index("reach", reach, 1 << 14);  // so that the side's square is a number
    const int side = 2 * reach + 1;
    probe_.look(model_->pictures(picture), reach, paper,
                tensor_at(answers, {side * side, model_->network().outputs(), 1, 1}));
  }
  void shift(Address picture, int down, int right, float paper, Address to) const {
    shift_picture(model_->pictures(picture), down, right, paper,
                  tensor_at(to, model_->graph().input()));
  }

 private:
  const ModelHandle* model_;
  ShiftProbe probe_;
};

}  // namespace

EMSCRIPTEN_BINDINGS(receptive_shifts) {
  emscripten::class_<ShiftHandle>("ShiftHandle")
      .constructor<ModelHandle&>()
      .function("look", &ShiftHandle::look)
      .function("shift", &ShiftHandle::shift);
}

}  // namespace receptive::bindings
