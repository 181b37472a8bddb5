#pragma once

#include "kernels/simd/convolution/winograd_plan.h"

/// Tiles of staged images to frequencies and back. Each goes through a strip of one image, whose
/// tiles begin at `tile` of the group.
namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

/// The rows of an image that a strip touches, transposed to (pixel, map). The maps that fill the
/// last vector stay as they are.
void stage(const WinogradSide& side, const float* image, const Shape& shape, const Range& rows);
/// And back: image = staged, or += staged.
void unstage(const WinogradSide& side, float* image, const Shape& shape, const Range& rows);
void unstage_add(const WinogradSide& side, float* image, const Shape& shape, const Range& rows);

/// in.values = B^T d B
void transform_input(const WinogradPlan& plan, const Strip& strip, Index tile);
/// out.staged = A^T m A + bias; outputs that there are not vanish.
void transform_back_output(const WinogradPlan& plan, const Strip& strip, Index tile);
/// out.values = A dy A^T, with zeros for outputs that there are not.
void transform_output(const WinogradPlan& plan, const Strip& strip, Index tile);
/// in.staged = B dv B^T, added where tiles overlap.
void transform_back_input(const WinogradPlan& plan, const Strip& strip, Index tile);

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
