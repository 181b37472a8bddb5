#include <emscripten/bind.h>

#include <string>

#include "model_handle.h"

namespace receptive::bindings {

namespace {

// Parameters by their place in the network's list, as in parameters.cpp; the trainer checks it.

void freeze(ModelHandle& model, int parameter, std::size_t first, std::size_t count) {
  model.trainer().freeze(parameter, first, count);
}

void unfreeze(ModelHandle& model, int parameter, std::size_t first, std::size_t count) {
  model.trainer().unfreeze(parameter, first, count);
}

/// A byte for each value of the parameter goes to `marks`.
void frozen(const ModelHandle& model, int parameter, Address marks, std::size_t count) {
  model.trainer().frozen(parameter, span_at<std::uint8_t>(marks, count));
}

void set_values(ModelHandle& model, int parameter, std::size_t first, Address values,
                std::size_t count) {
  model.trainer().set_values(parameter, first, span_at<const float>(values, count));
}

void track_updates(ModelHandle& model, bool on) { model.trainer().track_updates(on); }

void set_dropout(ModelHandle& model, Address layer, std::size_t layer_bytes, double rate) {
  model.trainer().set_dropout(std::string(text_at(layer, layer_bytes)), rate);
}

}  // namespace

EMSCRIPTEN_BINDINGS(receptive_editing) {
  emscripten::function("freezeValues", &freeze);
  emscripten::function("unfreezeValues", &unfreeze);
  emscripten::function("frozenValues", &frozen);
  emscripten::function("setValues", &set_values);
  emscripten::function("trackUpdates", &track_updates);
  emscripten::function("setDropout", &set_dropout);
}

}  // namespace receptive::bindings
