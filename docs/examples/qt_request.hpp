// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#pragma once
#include <QIODevice>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <connectpsp/connectpsp.hpp>
#include <string_view>

namespace examples {

namespace psp = connectpsp;

/// The body of a POST that Qt sends once. Qt sends a request again by itself, on a new connection
/// too, when the connection ends without a response and the body can be read again.
class qt_body final : public QIODevice {
public:
    explicit qt_body(std::string_view bytes) : rest_(bytes) { open(ReadOnly | Unbuffered); }

    void belongs_to(QNetworkReply const* reply) { reply_ = reply; }

    /// Returns whether Qt has begun to send the body.
    bool was_read() const { return read_; }

    bool isSequential() const override { return true; }

    /// Refuses to start again, which ends the request with ContentReSendError. Qt asks after a
    /// redirect too, which it does not follow here.
    bool reset() override {
        return reply_ != nullptr &&
               reply_->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() / 100 == 3;
    }

protected:
    qint64 readData(char* to, qint64 most) override {
        read_ = true;
        auto const size = rest_.copy(to, static_cast<std::size_t>(most));
        rest_.remove_prefix(size);
        return size == 0 ? -1 : static_cast<qint64>(size);
    }
    qint64 writeData(char const*, qint64) override { return -1; }

private:
    std::string_view rest_;
    QNetworkReply const* reply_ = nullptr;
    bool read_ = false;
};

/// Returns the request as Qt has to send it, without its body.
inline QNetworkRequest qt_request(psp::request const& message) {
    QNetworkRequest out{
        QUrl::fromEncoded(QByteArray::fromStdString(message.url), QUrl::StrictMode)};
    out.setRawHeader("Accept-Encoding", "identity"); // Qt unpacks no body then
    for (auto const [name, value] : message.headers)
        out.setRawHeader(QByteArray(name.data(), qsizetype(name.size())),
                         QByteArray(value.data(), qsizetype(value.size())));
    using enum QNetworkRequest::Attribute;
    out.setAttribute(DoNotBufferUploadDataAttribute, true); // with a buffer, Qt could send again
    out.setAttribute(Http2AllowedAttribute, false);
    out.setAttribute(RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    for (auto const each :
         {CookieLoadControlAttribute, CookieSaveControlAttribute, AuthenticationReuseAttribute})
        out.setAttribute(each, QNetworkRequest::Manual);
    return out;
}

} // namespace examples
