// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CORE_IMPL_VALUE_ERROR_IPP
#define CONNECTPSP_CORE_IMPL_VALUE_ERROR_IPP

#include <connectpsp/core/detail/utf8.hpp>
#include <connectpsp/core/detail/value_error.hpp>
#include <connectpsp/core/version.hpp>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE::detail {

CONNECTPSP_DECL error value_error(errc code, std::string_view subject, std::string_view detail,
                                  std::optional<std::size_t> offset) {
    return error{
        code, {.offset = offset, .subject = std::string{subject}, .detail = std::string{detail}}};
}

CONNECTPSP_DECL error wrong_size_error(errc code, std::string_view subject,
                                       std::string_view expected, std::size_t got,
                                       std::string_view unit) {
    std::string detail{expected};
    detail.append(", got ").append(std::to_string(got));
    if (!unit.empty()) detail.append(" ").append(unit);
    return value_error(code, subject, detail);
}

CONNECTPSP_DECL std::optional<error> refusal_of_setting(std::string_view text,
                                                        std::string_view subject) {
    std::string_view const bare = without_outer_space(text);
    if (bare.size() != text.size()) {
        auto const before = static_cast<std::size_t>(bare.data() - text.data());
        bool const at_end = before + bare.size() != text.size();
        bool const line_end = text.ends_with('\n') || text.ends_with('\r');
        return value_error(errc::surrounding_space, subject,
                           at_end && line_end ? "it ends with a line break"
                           : at_end           ? "it ends with white space"
                                              : "it begins with white space");
    }
    std::size_t const control = find_control(text);
    if (control != text.size()) return value_error(errc::control_character, subject, {}, control);
    return std::nullopt;
}

CONNECTPSP_DECL error at_pointer(error const& wrong, std::string_view pointer) {
    return wrong.with([&](error_context& context) { context.pointer = pointer; });
}

} // namespace connectpsp::detail

#endif
