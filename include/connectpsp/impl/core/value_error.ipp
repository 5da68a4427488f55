#ifndef CONNECTPSP_IMPL_CORE_VALUE_ERROR_IPP
#define CONNECTPSP_IMPL_CORE_VALUE_ERROR_IPP

#include <connectpsp/detail/value_error.hpp>

namespace connectpsp::detail {

CONNECTPSP_DECL error value_error(errc code, std::string_view subject, std::string_view detail,
                                  std::optional<std::size_t> offset) {
    return error{code,
                 {.offset = offset, .subject = std::string{subject}, .detail = std::string{detail}}};
}

CONNECTPSP_DECL error wrong_size_error(errc code, std::string_view subject,
                                       std::string_view expected, std::size_t got,
                                       std::string_view unit) {
    std::string detail{expected};
    detail.append(", got ").append(std::to_string(got));
    if (!unit.empty()) detail.append(" ").append(unit);
    return value_error(code, subject, detail);
}

CONNECTPSP_DECL error at_pointer(error const& wrong, std::string_view pointer) {
    return wrong.with([&](error_context& context) { context.pointer = pointer; });
}

} // namespace connectpsp::detail

#endif
