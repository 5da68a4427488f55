#ifndef CONNECTPSP_PIX_ISPB_HPP
#define CONNECTPSP_PIX_ISPB_HPP

#include <connectpsp/core/result.hpp>

#include <array>
#include <compare>
#include <string_view>

namespace connectpsp {

/// The eight characters that identify a participant of the Brazilian payment system. Digits until
/// 2026; letters too, since a CNPJ may hold them.  protocol.md §5, BACEN PIX API 2.9.0
class ispb {
public:
    /// Eight of `0-9A-Z`.  Errors: invalid_ispb.
    static result<ispb> parse(std::string_view text) {
        ispb made;
        if (text.size() != made.text_.size()) return error{errc::invalid_ispb};
        for (std::size_t i = 0; i != text.size(); ++i) {
            char const c = text[i];
            if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z')))
                return error{errc::invalid_ispb};
            made.text_[i] = c;
        }
        return made;
    }

    /// Valid as long as this object is.
    std::string_view text() const noexcept { return {text_.data(), text_.size()}; }

    friend auto operator<=>(ispb const&, ispb const&) = default;

private:
    ispb() = default;

    std::array<char, 8> text_{};
};

} // namespace connectpsp

#endif
